"""What sources are, and the files that list them."""
