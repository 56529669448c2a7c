"""What the board tells Prometheus."""

from prometheus_client import Counter, Gauge

from services.monitoring.registry import service_registry
from services.subscription.newer import newer_words_counter


class BoardMetrics:
    """The board's metrics, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = service_registry()
        self.unreadable = Counter(
            "tocsin_board_unreadable_total",
            "Messages that were neither alert nor control",
            registry=self.registry,
        )
        self.newer_words = newer_words_counter("board", self.registry)
        self.behind = Gauge(
            "tocsin_board_behind", "Records that are still to be read", registry=self.registry
        )
        self.readers = Gauge(
            "tocsin_board_readers", "Open streams of live changes", registry=self.registry
        )
        self.answers = Counter(
            "tocsin_board_answers_total",
            "Verdicts, silences and retractions sent",
            ["kind"],
            registry=self.registry,
        )
        self._held = Gauge("tocsin_board_alerts", "Alerts held", registry=self.registry)
        self._bytes = Gauge(
            "tocsin_board_alert_bytes", "Payload of the alerts held", registry=self.registry
        )
        self._let_go = Gauge(
            "tocsin_board_alerts_let_go",
            "Alerts that made room for newer ones",
            registry=self.registry,
        )

    def hold(self, alerts: int, size: int, let_go: int) -> None:
        """Set what is held: alerts, their payload in bytes, and how many had to go."""
        self._held.set(alerts)
        self._bytes.set(size)
        self._let_go.set(let_go)
