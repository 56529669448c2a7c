"""Ways to notify: mail and chat by Apprise, signed webhooks."""
