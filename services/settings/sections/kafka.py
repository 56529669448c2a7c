"""Kafka's address, and how topics are laid out."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from tocsin.services.settings.setting import setting


class KafkaSettings(BaseModel):
    """Kafka's address, and how topics are laid out."""

    bootstrap_servers: Annotated[
        str, StringConstraints(pattern=r"^[^\s,]+:\d+(,[^\s,]+:\d+)*$")
    ] = setting(
        "Kafka brokers", "Kafka's addresses as `host:port`, separated by commas.", "localhost:9092"
    )
    topic_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]+$")] = setting(
        "Topic prefix", "Prefix of every topic's name, followed by a dot.", "tocsin"
    )
    partitions: int = setting(
        "Partitions", "Partitions of each topic that `tocsin topics` creates.", 4, ge=1, le=1000
    )
    replication_factor: int = setting(
        "Replication factor", "Replicas of each topic that `tocsin topics` creates.", 1, ge=1, le=10
    )
    broker_wait: float = setting(
        "Broker wait",
        "How long a service waits for Kafka when it starts.",
        120.0,
        "s",
        ge=0,
    )
