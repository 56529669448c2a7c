"""The embedded default: a real Apache Kafka for one machine."""
