"""Who may do what on Kafka: each service just its own."""
