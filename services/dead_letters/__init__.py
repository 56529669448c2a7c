"""What could not be used: look at it, and send it in again when the cause is mended."""
