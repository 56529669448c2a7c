"""What a whole article gives: its reports, its names, its fingerprint."""
