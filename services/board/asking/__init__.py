"""What readers ask for: filters from an address, and what of the held alerts fits. Pure."""
