"""What a text says of when, as intervals seen from publication."""
