"""Which country an event happens in."""
