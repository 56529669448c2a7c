"""The detector: articles in, reports between, alerts out."""
