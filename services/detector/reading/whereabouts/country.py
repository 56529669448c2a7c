"""Where it happens: the nearest place of the sentence, else what the text is about."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from schemas.report import Place
from schemas.vocabulary import EventType
from services.detector.reading.finding import Where
from services.detector.reading.places.mention import Mention, MentionKind
from services.detector.reading.whereabouts.nearness import (
    is_doer,
    nearest_place,
    word_after,
    word_before,
)
from services.detector.reading.words.clause import Tokens
from services.detector.reading.words.wordlist import words

_CROSSING_GOAL: Final = words("into to in reach reached entering entered enter")
_BESIDE: Final = frozenset({"neighbouring", "neighboring"})
_SOIL: Final = words("border frontier side territory soil enclave")
_GOES_BACK: Final = words("back returned return home country")
_ADJECTIVES: Final = frozenset({MentionKind.ADJECTIVE, MentionKind.DEMONYM})
_WORLDWIDE: Final = words("worldwide globally")
_NEAR: Final = 40
_LEAD: Final = 400
_DATELINE: Final = 5


@dataclass(frozen=True, slots=True)
class Scene:
    """What the text as a whole says of where."""

    countries: tuple[str, ...]
    """The countries it is about, the first most."""
    dateline: str | None = None

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
    goals: list[Mention] = []
    source: Mention | None = None
    for mention in mentions:
        before = word_before(tokens, mention.start)
        if before == "from" and source is None:
            source = mention
        elif mention.start >= cue[0] and _is_goal(tokens, cue, mention, before):
            goals.append(mention)
    goal = _reached(tokens, goals, {one.country for one in mentions if one.how in _ADJECTIVES})
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


def _reached(tokens: Tokens, goals: list[Mention], homes: set[str]) -> Mention | None:
    """Return the first goal; past one of their own country, the one that they went into.

    "Afghan families poured across the Islam Qala crossing into Iran."
    """
    first = goals[0] if goals else None
    if first is None or first.country not in homes:
        return first
    entered = (one for one in goals[1:] if one.country != first.country)
    return next((one for one in entered if word_before(tokens, one.start) == "into"), first)


def _is_goal(tokens: Tokens, cue: tuple[int, int], mention: Mention, before: str) -> bool:
    """Whether a place behind the cue is where they go: "into Chad", "over the Tajik border"."""
    if word_after(tokens, mention.end) == "'s" or before in {"since", "by", "of"}:
        return False  # "since Moscow's order"
    if mention.place is not None:
        return before in _CROSSING_GOAL or mention.start >= cue[1]
    return mention.start >= cue[1] and word_after(tokens, mention.end) in _SOIL
