"""Rule files: read, checked against their own cases, explained."""
