"""The stories of each country across its event types: who has told which sentence.

The killed of a flood and those who fled from it are judged from states of their own. What joins
them into one story is noted here. Reading is by turn: an evaluation sees what was noted before it
and nothing else, whatever a judge that crashed had noted further on.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import heappop, heappush
from typing import Final, TypeVar

from tocsin.schemas.event_types.profiles import PROFILES
from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import EventType
from tocsin.services.judging.incidents.lifetime import LONGEST
from tocsin.services.judging.state.clock import LATENESS
from tocsin.services.judging.stories.story_note import StoryNote, StoryPart, Turn
from tocsin.services.judging.stories.told_sentence import ToldSentence, bond, sentences_of

_Key = TypeVar("_Key")
_Thing = TypeVar("_Thing")

_KEPT: Final = LONGEST + 2 * LATENESS
"""How long a note is kept: as long as an incident at most."""


_Told = tuple[StoryNote, ToldSentence]
"""A sentence, and the note that it is in."""


def joins_others(event_type: EventType) -> bool:
    """Return whether alerts of a type may share a story with those of other types.

    They do if they count what one disaster, attack or crash has led to.
    """
    return PROFILES[event_type].has_cause


class CountryStories:
    """The notes of all countries of a partition."""

    def __init__(self) -> None:
        self._of_alert: defaultdict[str, list[StoryNote]] = defaultdict(list)
        self._of_article: defaultdict[tuple[str, str], list[_Told]] = defaultdict(list)
        self._of_story: defaultdict[tuple[str, str], list[StoryNote]] = defaultdict(list)
        self._by_age: list[tuple[datetime, int, StoryNote]] = []
        self._number = 0

    def __iter__(self) -> Iterator[StoryNote]:
        """Yield all notes."""
        return (note for notes in self._of_alert.values() for note in notes)

    def add(self, note: StoryNote) -> None:
        """Take in a note; one that is known is not taken in twice."""
        notes = self._of_alert[note.alert_id]
        if note in notes:
            return
        insort(notes, note, key=lambda one: (one.at, one.turn.order))
        for sentence in note.sentences:
            self._of_article[note.country, sentence.article].append((note, sentence))
        self._of_story[note.country, note.story_id].append(note)
        self._number += 1
        heappush(self._by_age, (note.at, self._number, note))

    def forget(self, now: datetime) -> tuple[StoryNote, ...]:
        """Let go the notes whose time is over, and return them."""
        gone: list[StoryNote] = []
        while self._by_age and self._by_age[0][0] + _KEPT <= now:
            _, _, note = heappop(self._by_age)
            gone.append(note)
            _take_out(self._of_alert, note.alert_id, note)
            _take_out(self._of_story, (note.country, note.story_id), note)
            for sentence in note.sentences:
                _take_out(self._of_article, (note.country, sentence.article), (note, sentence))
        return tuple(gone)

    def noted(self, country: str, parts: Iterable[StoryPart], turn: Turn) -> tuple[StoryNote, ...]:
        """Note what is new of the alerts that an evaluation looked at, and return the notes."""
        last = {part.alert_id: part for part in parts}
        notes: list[StoryNote] = []
        for part in last.values():
            before = self.before(part.alert_id, turn, part.at)
            known = {sentence for note in before for sentence in note.sentences}
            news = tuple(one for one in sentences_of(part.reports) if one not in known)
            as_before = before and (part.story_id, part.taken_back) == (
                before[-1].story_id,
                before[-1].taken_back,
            )
            if as_before and not news:
                continue
            note = StoryNote(
                country=country,
                event_type=turn.event_type,
                alert_id=part.alert_id,
                story_id=part.story_id,
                at=part.at,
                topic=turn.topic,
                offset=turn.offset,
                due=turn.due,
                taken_back=part.taken_back,
                sentences=news,
            )
            self.add(note)
            notes.append(note)
        return tuple(notes)

    def before(self, alert_id: str, turn: Turn, now: datetime) -> list[StoryNote]:
        """Return the notes of an alert that a turn sees, the newest last."""
        return [note for note in self._of_alert.get(alert_id, ()) if _is_seen(note, turn, now)]

    def telling(self, country: str, sentence: ToldSentence) -> list[_Told]:
        """Return the notes with sentences of the same article."""
        return self._of_article.get((country, sentence.article), [])

    def of_story(self, country: str, story_id: str) -> list[StoryNote]:
        """Return the notes that name a story."""
        return self._of_story.get((country, story_id), [])


@dataclass(frozen=True, slots=True)
class OtherTypes:
    """The alerts of a country's other event types, as one evaluation sees them."""

    stories: CountryStories
    country: str
    turn: Turn

    def fits(self, reports: Iterable[Report], now: datetime) -> Iterator[tuple[float, str]]:
        """Yield the stories that share a sentence with these reports, each with how surely."""
        for mine in sentences_of(reports):
            for note, other in self.stories.telling(self.country, mine):
                odds = bond(mine, other)
                latest = self._latest(note, now) if odds > 0 else None
                if latest is not None and not latest.taken_back:
                    yield odds, latest.story_id

    def alerts_of(self, story_id: str, now: datetime) -> tuple[str, ...]:
        """Return the alerts of a story that were not taken back, by id."""
        latest = (self._latest(one, now) for one in self.stories.of_story(self.country, story_id))
        return tuple(
            sorted(
                {
                    one.alert_id
                    for one in latest
                    if one is not None and one.story_id == story_id and not one.taken_back
                }
            )
        )

    def _latest(self, note: StoryNote, now: datetime) -> StoryNote | None:
        """Return the newest note of the same alert; None if this one is not seen."""
        if note.event_type is self.turn.event_type or not _is_seen(note, self.turn, now):
            return None
        return self.stories.before(note.alert_id, self.turn, now)[-1]


def _is_seen(note: StoryNote, turn: Turn, now: datetime) -> bool:
    return note.turn.is_before(turn) and note.at + _KEPT > now


def _take_out(notes: dict[_Key, list[_Thing]], key: _Key, one: _Thing) -> None:
    notes[key].remove(one)
    if not notes[key]:
        del notes[key]
