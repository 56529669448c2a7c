"""Live news: sources asked in turn, their items as articles on Kafka, each once."""
