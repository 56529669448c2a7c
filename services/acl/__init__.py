"""Kafka users and ACLs: each service gets only the rights it needs."""
