"""What every service shares: its life from start to signal, its HTTP port, Kafka messages."""
