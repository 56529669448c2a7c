"""Topics as records, from a chosen start on: what every subscriber of ours stands on."""
