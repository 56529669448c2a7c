"""The network for languages other than English: its base, its labels, its training."""
