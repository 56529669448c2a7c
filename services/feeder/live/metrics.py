"""The feeder's metrics per source, named by Prometheus conventions."""

from datetime import datetime

from prometheus_client import Counter, Gauge, Summary

from tocsin.schemas.rule import USUAL_MAX_AGE
from tocsin.services.feeder.live.seen.store import ItemOutcome
from tocsin.services.feeder.live.web.answers import Trouble
from tocsin.services.monitoring.registry import service_registry


class SourceMetrics:
    """The feeder's collectors, on their own registry so that tests can have several."""

    def __init__(self) -> None:
        self.registry = service_registry()
        self.old = 0
        """Items of all sources that were sent and too old to ring."""
        self._items = Counter(
            "tocsin_source_items",
            "Feed items, by outcome.",
            ["source", "outcome"],
            registry=self.registry,
        )
        self._old = Counter(
            "tocsin_source_old_items",
            "Items sent that were too old to ring when they arrived; they only amend alerts.",
            ["source"],
            registry=self.registry,
        )
        self._errors = Counter(
            "tocsin_source_errors",
            "Failed requests and polls, by reason.",
            ["source", "reason"],
            registry=self.registry,
        )
        self._newest = Gauge(
            "tocsin_source_newest_item_timestamp_seconds",
            "Publication time of the newest item.",
            ["source"],
            registry=self.registry,
        )
        self._success = Gauge(
            "tocsin_source_last_success_timestamp_seconds",
            (
                "Time of the source's last successful response, or of the feeder's start if "
                "there was none."
            ),
            ["source"],
            registry=self.registry,
        )
        self._quarantined = Gauge(
            "tocsin_source_quarantined",
            "1 while a source is quarantined because its document broke the parser.",
            ["source"],
            registry=self.registry,
        )
        self._latency = Summary(
            "tocsin_source_publication_to_kafka_seconds",
            "Time from an item's publication to the broker's confirmation.",
            ["source"],
            registry=self.registry,
        )
        self.subscriptions = Gauge(
            "tocsin_websub_subscriptions",
            "Sources with an active WebSub subscription.",
            registry=self.registry,
        )
        self.pushes = Counter(
            "tocsin_websub_pushes",
            "WebSub pushes received, by outcome.",
            ["outcome"],
            registry=self.registry,
        )
        self.ingested = Counter(
            "tocsin_ingested_articles",
            "Articles received by `POST /articles`, by outcome.",
            ["outcome"],
            registry=self.registry,
        )

    def begin(self, source: str, now: float, *, quarantined: bool = False) -> None:
        """Show the zeros: a rate needs them before the first.

        A source that never answers is silent since the feeder began, so that somebody hears of it.
        """
        self._success.labels(source).set(now)
        self.quarantine(source, is_on=quarantined)
        self._old.labels(source)
        for outcome in ItemOutcome:
            self._items.labels(source, outcome)

    def quarantine(self, source: str, *, is_on: bool) -> None:
        """Record whether a source is quarantined."""
        self._quarantined.labels(source).set(is_on)

    def count(self, source: str, outcome: ItemOutcome, items: int = 1) -> None:
        """Count items."""
        self._items.labels(source, outcome).inc(items)

    def fed(self, source: str, published_at: datetime, now: float) -> None:
        """Record how long an item took from its publication, and whether it is too old to ring."""
        age = max(0.0, now - published_at.timestamp())
        self._latency.labels(source).observe(age)
        if age > USUAL_MAX_AGE.total_seconds():
            self._old.labels(source).inc()
            self.old += 1

    def error(self, source: str, trouble: Trouble) -> None:
        """Count a failure."""
        self._errors.labels(source, trouble).inc()

    def success(self, source: str, newest: datetime | None, now: float) -> None:
        """Record a successful response of a source."""
        self._success.labels(source).set(now)
        if newest is not None:
            self._newest.labels(source).set(newest.timestamp())
