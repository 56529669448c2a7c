"""Where it happens: the nearest place of the sentence, else what the text is about."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from schemas.report import Place
from schemas.vocabulary import EventType
from services.detector.reading.finding import Where
from services.detector.reading.places.faint import faint_country
from services.detector.reading.places.mention import Mention, MentionKind
from services.detector.reading.whereabouts.emblems import emblem_country
from services.detector.reading.whereabouts.nearness import (
    is_doer,
    lead_of,
    nearest_place,
    word_after,
    word_before,
)
from services.detector.reading.words.clause import Tokens
from services.detector.reading.words.wordlist import words

_CROSSING_GOAL: Final = words("into to in reach reached entering entered enter")
_CROSSING_INTO: Final = _CROSSING_GOAL - {"in"}
_WHENCE: Final = frozenset({"from"})
_OWN: Final = frozenset({"its"})
_BESIDE: Final = frozenset({"neighbouring", "neighboring"})
_SOIL: Final = words("border frontier side territory soil enclave")
_BORDERS: Final = words("border borders frontier frontiers territory soil")
_GOES_BACK: Final = words("back returned return home country")
_ADJECTIVES: Final = frozenset({MentionKind.ADJECTIVE, MentionKind.DEMONYM})
_WORLDWIDE: Final = words("worldwide globally")
_NEAR: Final = 40
_LEAD: Final = 400
_DATELINE: Final = 5
_FAINT: Final = 2_000


@dataclass(frozen=True, slots=True)
class Scene:
    """What the text as a whole says of where."""

    countries: tuple[str, ...]
    """The countries it is about, the first most."""
    dateline: str | None = None

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.countries)

    def other_than(self, country: str | None) -> str | None:
        """Return the country it is about, if that is not this one."""
        return next((one for one in self.countries if one != country), None)


def scene(title: tuple[Mention, ...], text: tuple[Mention, ...], head: str | None) -> Scene:
    """Return the countries that a text is about: what it names most, the beginning counting more.

    `head` is the country of its dateline, which counts most.
    """
    weights: Counter[str] = Counter()
    for mention in title:
        weights[mention.country] += 1 if mention.how in _ADJECTIVES else 2
    for mention in text:
        place = 1 if mention.how in _ADJECTIVES else 3
        weights[mention.country] += place + (2 if mention.start < _LEAD else 0)
    if head is not None:
        weights[head] += _DATELINE
    return Scene(tuple(country for country, _ in weights.most_common()), head)


def faint_scene(title: str, text: str) -> Scene:
    """Return what a text that names no place says of where by its institutions, then its names."""
    both = f"{title}\n{text[:_FAINT]}"
    country = emblem_country(both) or faint_country(both)
    return Scene((country,) if country else ())


def where(
    tokens: Tokens, cue: tuple[int, int], mentions: tuple[Mention, ...], event_type: EventType
) -> Where:
    """Return where the event of a cue happens, as its own sentence says; empty if it does not.

    `cue` is the span of the cue and its phrases in characters of the sentence.
    """
    if not mentions:
        return Where(stated=_is_worldwide(tokens, cue))
    if event_type is EventType.BORDER_CROSSING:
        return _crossing(tokens, cue, mentions)
    if _is_worldwide(tokens, cue):
        return Where(stated=True)
    nearest = nearest_place(tokens, cue, mentions, event_type)
    if nearest is None:
        return Where()
    return Where(
        country=nearest.country,
        place=_exact(nearest, mentions),
        stated=True,
        of_people=is_doer(tokens, nearest),
    )


def _is_worldwide(tokens: Tokens, cue: tuple[int, int]) -> bool:
    """As in "56,000 have died worldwide": in no one country."""
    near = [token.lower for token in tokens if cue[0] - _NEAR <= token.start <= cue[1] + _NEAR]
    return bool(_WORLDWIDE & set(near))


def _exact(mention: Mention, mentions: tuple[Mention, ...]) -> Place | None:
    """Return the most exact place of the country that the sentence names."""
    if mention.place is not None and mention.how is not MentionKind.COUNTRY:
        return mention.place
    near = (
        other.place
        for other in mentions
        if other.country == mention.country
        and other.place is not None
        and other.how is not MentionKind.COUNTRY
    )
    return next(near, mention.place)


def _crossing(tokens: Tokens, cue: tuple[int, int], mentions: tuple[Mention, ...]) -> Where:
    leads = [(mention, lead_of(tokens, mention)) for mention in mentions]
    source = next((mention for mention, lead in leads if lead in _WHENCE), None)
    goals = [
        (mention, lead)
        for mention, lead in leads
        if lead not in _WHENCE and mention.start >= cue[0] and _is_goal(tokens, cue, mention, lead)
    ]
    sure = (mention for mention, lead in goals if lead in _CROSSING_INTO)
    goal = next(sure, goals[0][0] if goals else None)
    if goal is None:
        goal = _whose_border(tokens, mentions)
    if goal is None:
        beside = (one for one in mentions if word_before(tokens, one.start) in _BESIDE)
        goal = next((one for one in beside if one.place is not None), None)
    people = [one for one in mentions if one.how in _ADJECTIVES and one.start < cue[1]]
    if source is None:
        source = next((one for one in people if goal is None or one.country != goal.country), None)
    country = goal.country if goal else None
    if goal is None and source is not None and _GOES_BACK & {one.lower for one in tokens}:
        country = next((one.country for one in people if one.country != source.country), None)
    return Where(
        country=country,
        from_country=source.country if source else None,
        place=goal.place if goal else None,
        stated=country is not None,
    )


def _whose_border(tokens: Tokens, mentions: tuple[Mention, ...]) -> Mention | None:
    """Return the country that tells of "its border": it is there that people arrive."""
    pairs = pairwise(tokens)
    at = next((a.start for a, b in pairs if a.lower in _OWN and b.lower in _BORDERS), None)
    if at is None:
        return None
    before = (one for one in mentions if one.start < at and one.how is MentionKind.COUNTRY)
    return next(before, None)


def _is_goal(tokens: Tokens, cue: tuple[int, int], mention: Mention, before: str) -> bool:
    """Whether a place behind the cue is where they go: "into Chad", "over the Tajik border"."""
    if word_after(tokens, mention.end) == "'s" or before in {"since", "by", "of"}:
        return False  # "since Moscow's order"
    if mention.place is not None:
        return before in _CROSSING_GOAL or mention.start >= cue[1]
    return mention.start >= cue[1] and word_after(tokens, mention.end) in _SOIL
