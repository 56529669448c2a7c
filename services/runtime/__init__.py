"""What every service stands on: its life from start to signal, its HTTP port, Kafka messages."""
