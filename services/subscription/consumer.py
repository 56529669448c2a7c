"""How our services read from Kafka: offsets are theirs to keep, and nothing is skipped."""

from typing import Any, Final

from kafka import KafkaConsumer

from tocsin.services.connection import connection
from tocsin.services.settings import Settings

METADATA_MAX_AGE_MS: Final = 5_000
"""So soon is a change of a topic seen; kafka-python's five minutes are too long for alerts."""
_LONGEST_BACKOFF_MS: Final = 2_000


def consumer(
    settings: Settings,
    group: str | None = None,
    **more: Any,  # noqa: ANN401 - the client's
) -> KafkaConsumer:
    """Return a consumer, of a group or of none; `more` are further arguments of the client.

    Raises:
        Problem: a certificate, key or token file that cannot be used.
        KafkaError: no broker answers.
    """
    return KafkaConsumer(
        **connection(settings),
        group_id=group,
        enable_auto_commit=False,
        # partitions that are added later, and what retention has overtaken
        auto_offset_reset="earliest",
        allow_auto_create_topics=False,
        reconnect_backoff_max_ms=_LONGEST_BACKOFF_MS,
        metrics_enabled=False,
        metadata_max_age_ms=METADATA_MAX_AGE_MS,
        **more,
    )
