"""What was fed, in a file that survives a crash."""
