"""Which figure and which actor belong to an event."""
