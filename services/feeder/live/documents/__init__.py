"""What the web calls a feed → items, repaired as necessary; pure."""
