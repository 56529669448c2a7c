"""Where it happens: the nearest place of the sentence, else what the text is about."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from schemas.report import Place
from schemas.vocabulary import EventType
from services.detector.reading import grammar
from services.detector.reading.clause import Tokens
from services.detector.reading.finding import Where
from services.detector.reading.mention import Mention, MentionKind
from services.detector.reading.wordlist import words

_LOCATIVE: Final = words(
    "in at on near from across around outside inside into to of along between over through off "
    "throughout within entering reaching central northern southern eastern western"
)
_CROSSING_GOAL: Final = words("into to in reach reached entering entered enter")
_ADJECTIVES: Final = frozenset({MentionKind.ADJECTIVE, MentionKind.DEMONYM})
_CLAUSE_EDGES: Final = words("while after as when before who which ; whereas where")
_ORIGINS: Final = words("from towards toward against versus with")
"""Before a place that the event does not happen in; whence people leave is told apart."""
_start: Final = attrgetter("start")
_MOST_PLACES: Final = 40
"""No sentence that people write names more."""
_FAR: Final = 400


@dataclass(frozen=True, slots=True)
class Scene:
    """What the text as a whole says of where."""

    main: str | None


def scene(title: tuple[Mention, ...], text: tuple[Mention, ...]) -> Scene:
    """Return the country that a text is about: what it names most, the beginning counting more."""
    weights: Counter[str] = Counter()
    for mention in title:
        weights[mention.country] += 1 if mention.how in _ADJECTIVES else 2
    for mention in text:
        place = 1 if mention.how in _ADJECTIVES else 3
        weights[mention.country] += place + (2 if mention.start < _FAR else 0)
    if not weights:
        return Scene(None)
    return Scene(max(weights, key=lambda country: weights[country]))


def where(
    tokens: Tokens, cue: tuple[int, int], mentions: tuple[Mention, ...], event_type: EventType
) -> Where:
    """Return where the event of a cue happens, as its own sentence says; empty if it does not.

    `cue` is the span of the cue and its phrases in characters of the sentence.
    """
    if event_type is EventType.BORDER_CROSSING:
        return _crossing(tokens, cue, mentions)
    if not mentions:
        return Where()
    distance, index = min(
        (_distance(tokens, cue, mention), index)
        for index, mention in enumerate(mentions[:_MOST_PLACES])
    )
    if distance >= _FAR:
        return Where()
    nearest = mentions[index]
    return Where(country=nearest.country, place=_exact(nearest, mentions), stated=True)


def _exact(mention: Mention, mentions: tuple[Mention, ...]) -> Place | None:
    if mention.place is not None and mention.how is not MentionKind.COUNTRY:
        return mention.place
    near = [
        other.place
        for other in mentions
        if other.country == mention.country
        and other.place is not None
        and other.how is not MentionKind.COUNTRY
    ]
    return near[0] if near else mention.place


def _distance(tokens: Tokens, cue: tuple[int, int], mention: Mention) -> float:
    """Return how far a mention is from being where the event happens; less is nearer."""
    gap = max(0, mention.start - cue[1], cue[0] - mention.end)
    score = float(gap)
    before = _word_before(tokens, mention.start)
    if before in _ORIGINS:
        score += 80
    if _in_other_clause(tokens, cue, mention):
        score += 60
    if mention.how in _ADJECTIVES:
        score += 150
    elif before in _LOCATIVE or before in {",", "("}:
        score -= 40
    elif before not in {"the", "'s", "-"} and mention.how is MentionKind.CITY:
        score += 20
    if mention.how is MentionKind.COUNTRY and _is_actor(tokens, mention):
        score += 120
    return score


def _in_other_clause(tokens: Tokens, cue: tuple[int, int], mention: Mention) -> bool:
    """Whether a clause begins between the mention and the cue."""
    low, high = min(mention.end, cue[1]), max(mention.start, cue[0])
    between = tokens[bisect_left(tokens, low, key=_start) : bisect_left(tokens, high, key=_start)]
    return any(token.lower in _CLAUSE_EDGES for token in between)


def _word_before(tokens: Tokens, at: int) -> str:
    index = bisect_left(tokens, at, key=_start)
    return tokens[index - 1].lower if index else ""


def _is_actor(tokens: Tokens, mention: Mention) -> bool:
    """Whether a country does something ("Israel says") rather than holds the event."""
    index = bisect_left(tokens, mention.end, key=_start)
    after = tokens[index].lower if index < len(tokens) else ""
    if after == "'s":
        return True
    before = _word_before(tokens, mention.start)
    entry = grammar.COMMON.get(after)
    return before not in _LOCATIVE and (entry is not None or after in grammar.AUXILIARIES)


def _crossing(tokens: Tokens, cue: tuple[int, int], mentions: tuple[Mention, ...]) -> Where:
    goal: Mention | None = None
    source: Mention | None = None
    for mention in mentions:
        before = _word_before(tokens, mention.start)
        if before == "from" and source is None:
            source = mention
        elif (
            mention.start >= cue[0]
            and mention.place is not None
            and goal is None
            and (before in _CROSSING_GOAL or mention.start >= cue[1])
        ):
            goal = mention
    if source is None:
        people = [one for one in mentions if one.how in _ADJECTIVES and one.start < cue[1]]
        source = next((one for one in people if goal is None or one.country != goal.country), None)
    return Where(
        country=goal.country if goal else None,
        from_country=source.country if source else None,
        place=goal.place if goal else None,
        stated=goal is not None,
    )
