"""What the web calls a feed → items, as mended as it has to be; pure."""
