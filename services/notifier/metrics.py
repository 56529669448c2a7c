"""The notifier's metrics."""

from enum import StrEnum
from typing import Final

from prometheus_client import Counter, Gauge, Histogram

from tocsin.services.monitoring.registry import service_registry
from tocsin.services.subscription.newer import newer_words_counter

_SECONDS: Final = (0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300, 1800)


class NotificationOutcome(StrEnum):
    """Outcome of a message."""

    TOLD = "told"
    RETRIED = "retried"
    GIVEN_UP = "given_up"
    CALLED_OFF = "called_off"
    """Somebody acknowledged the alert before a later step was due."""


class NotifierMetrics:
    """The notifier's collectors, on their own registry."""

    def __init__(self) -> None:
        self.registry = service_registry()
        self.notifications = Counter(
            "tocsin_notifications",
            "Messages by route, target and outcome.",
            ["route", "target", "outcome"],
            registry=self.registry,
        )
        self.waiting = Gauge(
            "tocsin_notifications_waiting",
            "Alert revisions waiting to be sent or retried.",
            ["route", "target"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "tocsin_notification_seconds",
            "Time from the first attempt to send a message until the target accepted it.",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.newer_words = newer_words_counter("notifier", self.registry)
        self.escalations = Counter(
            "tocsin_escalations",
            "Alerts escalated to a step because nobody had acknowledged them.",
            ["route", "step"],
            registry=self.registry,
        )
        self.open = Gauge(
            "tocsin_escalations_open",
            "Unacknowledged alerts of routes that escalate.",
            ["route"],
            registry=self.registry,
        )
        self.malformed = Counter(
            "tocsin_notifier_malformed",
            "Messages that were neither valid alerts nor valid controls.",
            registry=self.registry,
        )
