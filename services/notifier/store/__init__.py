"""What was read, what waits and what was told, in one SQLite file."""
