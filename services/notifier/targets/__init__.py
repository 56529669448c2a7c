"""Ways to tell: mail and chat by Apprise, signed webhooks."""
