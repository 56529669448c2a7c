"""Alerts on Kafka in; a terminal, a pipe or a Python iterator out."""
