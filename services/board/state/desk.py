"""Who deals with an alert: acknowledgements, assignments, comments; pure."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

from tocsin.schemas.alert import Alert
from tocsin.schemas.control import Acknowledgement, AlertComment, Assignment
from tocsin.services.controls.handling import WAITING, Handling, handling, newest_of

DeskWord = Acknowledgement | Assignment | AlertComment

_Word = TypeVar("_Word", Acknowledgement, Assignment, AlertComment)

MOST_ALERTS: Final = 50_000
MOST_WORDS: Final = 500
"""Of each kind on one alert; a program that comments forever takes no more memory."""


@dataclass(frozen=True, slots=True)
class Handled:
    """Who is dealing with an alert, at a glance."""

    handling: Handling
    acknowledgement: Acknowledgement | None = None
    """The one that counts; None if nobody gave one, or it was taken back."""
    assignee: str | None = None


@dataclass(slots=True)
class _Said:
    acknowledgements: dict[str, Acknowledgement] = field(default_factory=dict)
    assignments: dict[str, Assignment] = field(default_factory=dict)
    comments: dict[str, AlertComment] = field(default_factory=dict)


class Desk:
    """What was said on each alert; the alerts spoken of longest ago make room for others."""

    def __init__(self) -> None:
        self._said: OrderedDict[str, _Said] = OrderedDict()

    def take(self, word: DeskWord) -> bool:
        """Take what somebody said; return whether it is new."""
        said = self._said.setdefault(word.alert_id, _Said())
        self._said.move_to_end(word.alert_id)
        if len(self._said) > MOST_ALERTS:
            self._said.popitem(last=False)
        match word:
            case Acknowledgement():
                return _keep(said.acknowledgements, word)
            case Assignment():
                return _keep(said.assignments, word)
            case AlertComment():
                return _keep(said.comments, word)

    def handled(self, alert: Alert) -> Handled:
        """Return who is dealing with an alert."""
        newest = newest_of(self._of(alert.id).acknowledgements.values())
        counts = None if newest is None or newest.taken_back else newest
        return Handled(handling(alert, newest), counts, self.assignee(alert.id))

    def assignee(self, alert_id: str) -> str | None:
        """Return who deals with an alert, by the newest word."""
        said = sorted(self._of(alert_id).assignments.values(), key=_order)
        return said[-1].assignee if said else None

    def acknowledgement_before(self, word: Acknowledgement) -> Acknowledgement | None:
        """Return what counted before this one was said."""
        said = self._of(word.alert_id).acknowledgements.values()
        return newest_of(one for one in said if _order(one) < _order(word))

    def words(self, alert_id: str) -> list[DeskWord]:
        """Return all that was said on an alert, oldest first."""
        said = self._of(alert_id)
        every: list[DeskWord] = [
            *said.acknowledgements.values(),
            *said.assignments.values(),
            *said.comments.values(),
        ]
        return sorted(every, key=_order)

    def _of(self, alert_id: str) -> _Said:
        return self._said.get(alert_id) or _Said()


def waited_since(
    revisions: Sequence[tuple[Alert, datetime]], before: Acknowledgement | None
) -> datetime | None:
    """Return since when an alert had waited to be acknowledged.

    Args:
        revisions: those that are held, oldest first, each with when Kafka took it.
        before: the acknowledgement that counted until then.

    Returns:
        None if it was not waiting.
    """
    if before is not None and before.taken_back:
        return before.at
    return next((came for one, came in revisions if handling(one, before) in WAITING), None)


def _order(word: DeskWord) -> tuple[datetime, str]:
    return word.at, word.id


def _keep(held: dict[str, _Word], word: _Word) -> bool:
    if word.id in held:
        return False
    held[word.id] = word
    if len(held) > MOST_WORDS:
        del held[min(held, key=lambda identity: _order(held[identity]))]
    return True
