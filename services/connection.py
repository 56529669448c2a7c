"""How every kafka-python client of ours reaches Kafka."""

from typing import TypedDict

from services.settings import Settings


class Connection(TypedDict):
    """Keyword arguments that KafkaConsumer, KafkaProducer and KafkaAdminClient share."""

    bootstrap_servers: list[str]


def connection(settings: Settings) -> Connection:
    """Return where Kafka is and how to be let in, for `KafkaConsumer(**connection(settings))`."""
    return Connection(bootstrap_servers=settings.bootstrap_servers.split(","))
