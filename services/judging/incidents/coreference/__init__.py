"""Which reports speak of one event."""
