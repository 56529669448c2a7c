"""Words of a newer version in alerts: shown as they are, counted, and reported once each."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import Final

from prometheus_client import CollectorRegistry, Counter

from tocsin.schemas.alert import Alert

_MOST_TOLD: Final = 20
"""Different words; the rest is counted."""

Tell = Callable[[str, str, str], None]
"""Is given the alert's id, the field, and the word."""


class NewerWords:
    """Sees the alerts that a reader takes; none is skipped for a word that it does not know."""

    def __init__(self, tell: Tell, counter: Counter | None = None) -> None:
        self._tell = tell
        self._counter = counter
        self._told: set[tuple[str, str]] = set()
        self.alerts = 0
        """That had such a word."""

    def seen_in(self, alert: Alert) -> Alert:
        """Count and log what this version does not know of an alert, and return the alert."""
        self.seen(alert.id, frozenset(alert.newer_words()))
        return alert

    def seen(self, alert_id: str, found: AbstractSet[tuple[str, str]]) -> None:
        """Count and log what this version does not know of an alert."""
        self.alerts += bool(found)
        for field, word in sorted(found):
            if self._counter is not None:
                self._counter.labels(field).inc()
            if (field, word) not in self._told and len(self._told) < _MOST_TOLD:
                self._told.add((field, word))
                self._tell(alert_id, field, word)


def newer_words_counter(service: str, registry: CollectorRegistry) -> Counter:
    """Return the counter of a service."""
    return Counter(
        f"tocsin_{service}_newer_words",
        "Enum values in alerts that only a newer version knows.",
        ["field"],
        registry=registry,
    )
