"""Which dead letters are meant: by address, reason, time and source. Pure."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tocsin.schemas.dead_letter import DeadLetter, Reason


@dataclass(frozen=True, slots=True)
class Choice:
    """What is not named fits every letter."""

    addresses: frozenset[str] = frozenset()
    reasons: frozenset[Reason] = frozenset()
    source: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is named."""
        return self == Choice()

    def fits(self, letter: DeadLetter) -> bool:
        """Whether the letter is meant; its time is that of its message on Kafka."""
        return (
            (not self.addresses or letter.address in self.addresses)
            and (not self.reasons or letter.reason in self.reasons)
            and (self.source is None or self.source == source_of(letter))
            and self._in_time(letter.timestamp)
        )

    def _in_time(self, moment: datetime | None) -> bool:
        if self.since is None and self.until is None:
            return True
        return (
            moment is not None
            and (self.since is None or moment >= self.since)
            and (self.until is None or moment < self.until)
        )


def choose(
    addresses: Iterable[str],
    reasons: Iterable[Reason],
    source: str | None,
    since: datetime | None,
    until: datetime | None,
) -> Choice:
    """Return the choice that these options make."""
    return Choice(frozenset(addresses), frozenset(reasons), source, since, until)


def source_of(letter: DeadLetter) -> str | None:
    """Return the outlet that the message names if it can be read."""
    try:
        message = json.loads(letter.value)
    except (ValueError, RecursionError):
        return None
    source = message.get("source") if isinstance(message, dict) else None
    return source if isinstance(source, str) else None
