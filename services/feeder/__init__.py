"""The world in, articles on Kafka out."""
