"""Where Kafka is, and how the topics are laid out."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from tocsin.services.settings.knob import knob


class KafkaSettings(BaseModel):
    """Where Kafka is, and how the topics are laid out."""

    bootstrap_servers: Annotated[
        str, StringConstraints(pattern=r"^[^\s,]+:\d+(,[^\s,]+:\d+)*$")
    ] = knob(
        "Kafka brokers", "Where Kafka is, as host:port, several with commas.", "localhost:9092"
    )
    topic_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]+$")] = knob(
        "Topic prefix", "Put before every topic's name, with a dot between.", "tocsin"
    )
    partitions: int = knob(
        "Partitions", "Of each topic, when `tocsin topics` makes them.", 4, ge=1, le=1000
    )
    replication_factor: int = knob(
        "Replication factor", "Of each topic, when `tocsin topics` makes them.", 1, ge=1, le=10
    )
    broker_wait: float = knob(
        "Patience with the broker",
        "How long a service waits for Kafka at its start.",
        120.0,
        "s",
        ge=0,
    )
