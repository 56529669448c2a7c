"""The detector's metrics, named by Prometheus conventions."""

from enum import StrEnum
from importlib.metadata import version
from typing import Final

import structlog
from prometheus_client import Counter, Gauge, Histogram

from tocsin.schemas.alert import Alert
from tocsin.schemas.dead_letter import Reason
from tocsin.services.monitoring.registry import service_registry

log = structlog.get_logger(__name__)

_READING_SECONDS: Final = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
_LATENCY_SECONDS: Final = (0.01, 0.02, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1800)


class ArticleOutcome(StrEnum):
    """Outcome of an article."""

    REPORTED = "reported"
    OLD = "old"
    """Reported events, and was older than usual rules allow when it came: it amends, and does not
    ring."""
    QUIET = "quiet"
    OTHER_LANGUAGE = "other_language"
    DEAD_LETTERED = "dead_lettered"


class Reload(StrEnum):
    """Outcome of a rule reload."""

    TAKEN_OVER = "taken_over"
    REFUSED = "refused"


class DetectorMetrics:
    """The detector's collectors, on their own registry so that tests can have several."""

    def __init__(self) -> None:
        self.registry = service_registry()
        self.articles = self._counter("articles", "Articles processed, by outcome.", "outcome")
        self.reports = self._counter("reports", "Reports published.", "type", "modality")
        self.alerts = self._counter(
            "alerts", "Alert revisions published.", "type", "severity", "country", "kind"
        )
        self.exercises = self._counter(
            "exercise_alerts",
            "Alert revisions of drills and tests, which other metrics exclude.",
            "status",
            "kind",
        )
        self.withheld = self._counter(
            "alerts_withheld", "Alerts that met a rule but were not published, by reason.", "reason"
        )
        self.silenced = self._counter("alerts_silenced", "Silenced alert revisions.", "rule")
        self.controls_refused = self._counter(
            "controls_refused", "Messages on the controls topic that are not valid controls."
        )
        self.verdicts = Gauge(
            "tocsin_verdicts",
            "Latest verdicts on alerts; every replica exports all of them.",
            ["rule", "finding"],
            registry=self.registry,
        )
        self.dead_letters = self._counter(
            "dead_letters", "Messages written to the dead-letters topic, by reason.", "reason"
        )
        self.lost = self._counter(
            "messages_lost", "Messages that Kafka deleted before they were read.", "topic"
        )
        self.quarantined = self._counter(
            "state_quarantined", "Entries of the judge's state that could not be decoded."
        )
        self.clock_difference = Gauge(
            "tocsin_clock_difference_seconds",
            "How far this machine's clock is ahead of Kafka's; 0 if they agree within 60 s.",
            registry=self.registry,
        )
        self.retries = self._counter("delivery_retries", "Retried sends to Kafka.", "topic")
        self.unread_passages = self._counter(
            "unread_passages", "Passages of very long articles that were not read."
        )
        self.reading_seconds = Histogram(
            "tocsin_reading_seconds",
            "Time to read one article; for a batch, the average per article.",
            buckets=_READING_SECONDS,
            registry=self.registry,
        )
        self.publication_to_alert_seconds = Histogram(
            "tocsin_publication_to_alert_seconds",
            ("Time from the article's arrival on Kafka to the broker's confirmation of the alert."),
            buckets=_LATENCY_SECONDS,
            registry=self.registry,
        )
        self.consumer_lag = Gauge(
            "tocsin_consumer_lag",
            "Messages not yet acknowledged.",
            ["topic", "partition"],
            registry=self.registry,
        )
        self.rules_are_current = Gauge(
            "tocsin_rules_are_current",
            "1 if the active rules are those on disk, 0 if a change was refused.",
            registry=self.registry,
        )
        self.rule_reloads = self._counter("rule_reloads", "Rule reloads, by result.", "result")
        self.rebalances = Counter(
            "tocsin_rebalances",
            "Rebalances of the consumer group; the first is the start.",
            registry=self.registry,
        )
        self._tell_version()
        self._begin_at_zero()

    def quarantine(self, key: bytes, why: str) -> None:
        """Count and log an entry of the state that could not be decoded."""
        self.quarantined.inc()
        log.error("state_quarantined", key=key.decode(errors="replace"), why=why)

    def count_alert(self, alert: Alert) -> None:
        """Count a published revision, and also count it as silenced if it is."""
        self.alerts.labels(
            alert.event_type, alert.severity, alert.country or "XX", alert.kind
        ).inc()
        if alert.silenced_by is not None:
            self.silenced.labels(alert.rule_id).inc()

    def _begin_at_zero(self) -> None:
        """Export zeros at start: `rate()` needs a sample before the first increment."""
        for outcome in ArticleOutcome:
            self.articles.labels(outcome)
        for reason in Reason:
            self.dead_letters.labels(reason)
        for result in Reload:
            self.rule_reloads.labels(result)

    def _tell_version(self) -> None:
        info = Gauge(
            "tocsin_build_info", "1, with the version.", ["version"], registry=self.registry
        )
        info.labels(version("tocsin")).set(1)

    def _counter(self, name: str, documentation: str, *labels: str) -> Counter:
        return Counter(f"tocsin_{name}", documentation, labels, registry=self.registry)
