"""How our services send to Kafka: in order, each once, held by all in-sync replicas."""

from typing import Any

from kafka import KafkaProducer

from tocsin.services.connection import connection
from tocsin.services.settings import Settings


def producer_arguments(settings: Settings, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - the client's
    """Return the arguments of a `KafkaProducer`; `more` adds to them or replaces them.

    Raises:
        Problem: a certificate, key or token file that cannot be used.
    """
    return {
        **connection(settings),
        "acks": "all",
        "enable_idempotence": True,
        # `tocsin topics` creates them, with their partitions and retention
        "allow_auto_create_topics": False,
        "metrics_enabled": False,
        **more,
    }


def producer(settings: Settings, **more: Any) -> KafkaProducer:  # noqa: ANN401 - the client's
    """Return a producer; what it sends is confirmed when its future is done.

    Raises:
        Problem: a certificate, key or token file that cannot be used.
        KafkaError: no broker answers.
    """
    return KafkaProducer(**producer_arguments(settings, **more))
