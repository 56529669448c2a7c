"""Countries, regions, towns and peoples that a text names."""
