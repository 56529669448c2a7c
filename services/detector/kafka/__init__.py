"""How the detector reads from Kafka and writes to it; where Faust is extended."""
