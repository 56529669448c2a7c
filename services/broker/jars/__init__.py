"""Kafka's jars: pinned, fetched, checked."""
