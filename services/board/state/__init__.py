"""What the board holds: alerts with their revisions, and what people said. Pure."""
