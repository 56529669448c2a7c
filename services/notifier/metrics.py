"""What the notifier counts."""

from enum import StrEnum
from typing import Final

from prometheus_client import Counter, Gauge, Histogram

from tocsin.services.monitoring.registry import service_registry
from tocsin.services.subscription.newer import newer_words_counter

_SECONDS: Final = (0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300, 1800)


class Outcome(StrEnum):
    """What became of a message."""

    TOLD = "told"
    RETRIED = "retried"
    GIVEN_UP = "given_up"
    CALLED_OFF = "called_off"
    """Somebody acknowledged the alert before those of a later step were told."""


class Metrics:
    """The notifier's collectors, on a registry of their own."""

    def __init__(self) -> None:
        self.registry = service_registry()
        self.notifications = Counter(
            "tocsin_notifications",
            "Messages by route, target and what became of them.",
            ["route", "target", "outcome"],
            registry=self.registry,
        )
        self.waiting = Gauge(
            "tocsin_notifications_waiting",
            "Alert revisions that are held back or tried again.",
            ["route", "target"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "tocsin_notification_seconds",
            "From a message's first try to the target's taking it.",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.newer_words = newer_words_counter("notifier", self.registry)
        self.escalations = Counter(
            "tocsin_escalations",
            "Alerts that the next were told of because nobody had acknowledged them.",
            ["route", "step"],
            registry=self.registry,
        )
        self.open = Gauge(
            "tocsin_escalations_open",
            "Alerts that a route with steps told of and that nobody has acknowledged.",
            ["route"],
            registry=self.registry,
        )
        self.malformed = Counter(
            "tocsin_notifier_malformed",
            "Messages that were no alerts, or no controls.",
            registry=self.registry,
        )
