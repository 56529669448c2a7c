"""Which topic is it? Kafka gives each an id; one that is deleted and made again gets another."""

import asyncio
from collections.abc import Sequence

import structlog

from services.settings import Settings
from services.topics.waiting import broker_admin

log = structlog.get_logger(__name__)


async def topic_ids(settings: Settings, names: Sequence[str]) -> dict[str, str]:
    """Ask Kafka for the ids of topics; one that does not exist is left out.

    Raises:
        Problem: Kafka did not answer within `settings.broker_wait` seconds.
    """
    return await asyncio.to_thread(_ask, settings, names)


def _ask(settings: Settings, names: Sequence[str]) -> dict[str, str]:
    with broker_admin(settings, lambda line: log.warning("waiting", detail=line)) as admin:
        described = admin.describe_topics(list(names))
    return {one["name"]: str(one["topic_id"]) for one in described if one["error_code"] == 0}
