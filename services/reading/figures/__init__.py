"""Every number of a text, with its bounds, its kind, and what it counts."""
