"""Which reports describe one event, and what they say together."""
