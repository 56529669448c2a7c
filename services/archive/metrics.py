"""The archive's metrics, named by Prometheus conventions."""

from importlib.metadata import version
from typing import Final

from prometheus_client import Counter, Gauge, Histogram

from tocsin.services.archive.rows import Skip
from tocsin.services.monitoring.registry import service_registry
from tocsin.services.subscription.newer import newer_words_counter

_WRITE_SECONDS: Final = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10)


class ArchiveMetrics:
    """The archive's collectors, on their own registry so that tests can have several."""

    def __init__(self) -> None:
        self.registry = service_registry()
        self.alerts = self._counter("alerts", "Alert revisions stored, without repeats.")
        self.verdicts = self._counter("verdicts", "Verdicts stored or changed.")
        self.desk = self._counter(
            "desk_words", "Acknowledgements, assignments and comments stored."
        )
        self.skipped = self._counter(
            "skipped", "Records that were not stored, by reason.", "reason"
        )
        self.newer_words = newer_words_counter("archive", self.registry)
        self.retries = self._counter("retries", "Retried database transactions.")
        self.deleted = self._counter("deleted", "Revisions deleted by retention.")
        self.write_seconds = Histogram(
            "tocsin_archive_write_seconds",
            "Duration of one transaction (rows and offsets).",
            buckets=_WRITE_SECONDS,
            registry=self.registry,
        )
        self.database_up = self._gauge("database_up", "1 if the last transaction succeeded.")
        self.lag = self._gauge("lag", "Messages not yet stored.")
        self.stored_at = self._gauge(
            "last_stored_timestamp_seconds",
            "Time of the last stored revision; 0 if there was none.",
        )
        info = Gauge(
            "tocsin_build_info", "1, with the version.", ["version"], registry=self.registry
        )
        info.labels(version("tocsin")).set(1)
        for reason in Skip:
            self.skipped.labels(reason)  # a rate needs the zero before the first

    def _counter(self, name: str, documentation: str, *labels: str) -> Counter:
        return Counter(f"tocsin_archive_{name}", documentation, labels, registry=self.registry)

    def _gauge(self, name: str, documentation: str) -> Gauge:
        return Gauge(f"tocsin_archive_{name}", documentation, registry=self.registry)
