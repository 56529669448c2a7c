"""The board's metrics."""

from collections.abc import Mapping
from typing import Final

from prometheus_client import Counter, Gauge, Histogram

from tocsin.schemas.vocabulary import Severity
from tocsin.services.monitoring.registry import service_registry
from tocsin.services.subscription.newer import newer_words_counter

_MINUTE: Final = 60
_TO_ACKNOWLEDGE: Final = tuple(
    _MINUTE * minutes for minutes in (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440)
)


class BoardMetrics:
    """The board's collectors, on their own registry."""

    def __init__(self) -> None:
        self.registry = service_registry()
        self.unreadable = Counter(
            "tocsin_board_unreadable_total",
            "Messages that were neither alerts nor controls.",
            registry=self.registry,
        )
        self.newer_words = newer_words_counter("board", self.registry)
        self.behind = Gauge("tocsin_board_behind", "Records not yet read.", registry=self.registry)
        self.readers = Gauge(
            "tocsin_board_readers", "Open server-sent event streams.", registry=self.registry
        )
        self.answers = Counter(
            "tocsin_board_answers_total",
            "Controls sent by people, by kind.",
            ["kind"],
            registry=self.registry,
        )
        self._held = Gauge("tocsin_board_alerts", "Alerts held in memory.", registry=self.registry)
        self._bytes = Gauge(
            "tocsin_board_alert_bytes",
            "Payload size of the alerts held in memory.",
            registry=self.registry,
        )
        self._let_go = Gauge(
            "tocsin_board_alerts_let_go",
            "Alerts dropped from memory to make room for newer ones.",
            registry=self.registry,
        )

        self._unacknowledged = Gauge(
            "tocsin_alerts_unacknowledged",
            "Alerts held that ring and whose current state nobody has acknowledged.",
            ["severity"],
            registry=self.registry,
        )
        self._acknowledgement_seconds = Histogram(
            "tocsin_acknowledgement_seconds",
            ("Time from an alert's arrival on Kafka, or its last growth, to its acknowledgement."),
            ["severity"],
            buckets=_TO_ACKNOWLEDGE,
            registry=self.registry,
        )
        for severity in Severity:
            self._acknowledgement_seconds.labels(severity)  # a rate needs the zero before the first

    def wait(self, alerts: Mapping[Severity, int]) -> None:
        """Set how many alerts are unacknowledged."""
        for severity in Severity:
            self._unacknowledged.labels(severity).set(alerts.get(severity, 0))

    def acknowledged(self, severity: Severity, seconds: float) -> None:
        """Observe how long an alert waited for its acknowledgement; clocks may disagree."""
        self._acknowledgement_seconds.labels(severity).observe(max(0.0, seconds))

    def hold(self, alerts: int, size: int, let_go: int) -> None:
        """Set what is held: alerts, their payload in bytes, and how many were dropped."""
        self._held.set(alerts)
        self._bytes.set(size)
        self._let_go.set(let_go)
