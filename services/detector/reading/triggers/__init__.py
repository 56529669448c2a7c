"""The words that can tell of an event, by family."""
