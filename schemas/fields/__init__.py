"""Types of single fields that contracts share."""
