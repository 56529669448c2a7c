"""Early warning from the news: articles on Kafka in, alerts on Kafka out."""
