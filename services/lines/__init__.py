"""Input line by line: bounded, as JSON, and each parsed and printed by itself."""
