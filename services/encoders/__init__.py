"""The trained network as it runs: which one, and by which runtime."""
