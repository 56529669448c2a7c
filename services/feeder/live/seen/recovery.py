"""After a crash: of what was on its way, find on Kafka what arrived."""

import hashlib
import time
from datetime import UTC, datetime
from typing import Final

import structlog

from tocsin.schemas.topics import Topic
from tocsin.services.feeder.live.seen.store import Seen
from tocsin.services.settings import Settings
from tocsin.services.subscription.records import TopicRecords
from tocsin.services.subscription.start import FromTime
from tocsin.services.topics.waiting import Tell

log = structlog.get_logger(__name__)

_CLOCKS_DIFFER: Final = 60.0
"""Seconds by which the broker's clock may be behind ours."""


def settle_pending(seen: Seen, settings: Settings, tell: Tell) -> None:
    """Note as fed what the broker has; the rest is not seen, and its source names it again.

    Raises:
        Problem: no broker, or no right to read the articles topic.
    """
    pending = {(one.article.encode(), one.value_digest): one for one in seen.pending()}
    if not pending:
        return
    since = min(one.since for one in pending.values()) - _CLOCKS_DIFFER
    start = FromTime(datetime.fromtimestamp(max(0.0, since), UTC))
    records = TopicRecords(settings, [Topic.ARTICLES], start, tell)
    arrived = 0
    try:
        for record in records.until_now():
            key = (record.key or b"", hashlib.sha256(record.value or b"").digest())
            one = pending.pop(key, None)
            if one is not None:
                seen.settle(one, time.time())
                arrived += 1
    finally:
        records.close()
    seen.drop_pending()
    log.info("pending_settled", arrived=arrived, not_arrived=len(pending))
