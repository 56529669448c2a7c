"""What a whole article tells: its reports, its names, its fingerprint."""
