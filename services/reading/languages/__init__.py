"""What the reading needs to know of a language, and who knows it."""
