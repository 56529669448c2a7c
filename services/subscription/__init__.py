"""Topics as records, from a chosen start on: the base of every subscriber."""
