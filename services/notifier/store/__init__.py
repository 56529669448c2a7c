"""What was read, what waits and what was sent, in one SQLite file."""
