"""What the judge notes of an alert for those of other event types: its story and its sentences.

A note is never changed. It says at which record it was made, so that a record judged again after
a crash sees the notes that were there when it was judged first.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Final

from pydantic import TypeAdapter

from tocsin.schemas.article import Moment
from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import EventType
from tocsin.services.judging.stories.told_sentence import ToldSentence

_EARLIEST: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Turn:
    """When a state is evaluated: at which record, and in which order among others there."""

    topic: str
    offset: int
    event_type: EventType
    due: datetime | None = None
    """When it was due if time alone led to it: that comes before the record itself."""

    def is_before(self, other: "Turn") -> bool:
        """Return whether this is before another of the same country.

        What was judged on a topic that has been recreated since is before all of the new one.
        """
        return self.topic != other.topic or self.order < other.order

    @property
    def order(self) -> tuple[int, bool, datetime, str]:
        """The order within one topic."""
        return self.offset, self.due is None, self.due or _EARLIEST, self.event_type


@dataclass(frozen=True, slots=True)
class StoryNote:
    """That an alert belongs to a story, and the sentences that it rests on and that are new."""

    country: str
    event_type: EventType
    alert_id: str
    story_id: str
    at: Moment
    """The newest publication known; by it the note is forgotten."""
    topic: str
    offset: int
    due: Moment | None = None
    taken_back: bool = False
    sentences: tuple[ToldSentence, ...] = ()

    @property
    def turn(self) -> Turn:
        """When it was made."""
        return Turn(self.topic, self.offset, self.event_type, self.due)

    @property
    def name(self) -> str:
        """A name of its own: made again after a crash, the note has the same."""
        identity = f"{self.alert_id}|{self.topic}|{self.offset}|{self.due}"
        return blake2b(identity.encode(), digest_size=8).hexdigest()

    def write(self) -> bytes:
        """Return the note as JSON without what is at its default."""
        return _NOTE.dump_json(self, exclude_defaults=True)

    @staticmethod
    def read(payload: bytes) -> "StoryNote":
        """Parse a note; unknown fields are ignored.

        Raises:
            pydantic.ValidationError: not JSON, or not of this shape.
        """
        return _NOTE.validate_json(payload)


@dataclass(frozen=True, slots=True)
class StoryPart:
    """An alert of a story as an evaluation left it."""

    alert_id: str
    story_id: str
    at: datetime
    """The newest publication known then."""
    taken_back: bool
    reports: tuple[Report, ...]
    """Those that it rests on; none if it was taken back."""


_NOTE: Final = TypeAdapter(StoryNote)
