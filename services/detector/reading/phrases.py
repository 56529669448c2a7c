"""Noun phrases beside a verb: its subject to the left, its object to the right."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from schemas.vocabulary import Unit
from services.detector.reading import grammar
from services.detector.reading.clause import Tokens
from services.detector.reading.figure import Figure
from services.detector.reading.tokens import NUMBER
from services.detector.reading.verb_forms import Form
from services.detector.reading.wordlist import words

PARTS: Final = words(
    "including among mostly mainly most many some half both chiefly notably especially also with "
    "plus excluding aged"
)
"""What opens a phrase about a part of those just named: "20 people, including 5 children"."""

_OUTSIDE: Final = words(
    "in at on from by near with for than into onto to over under through across along between "
    "against during until till per after before since around about as amid inside outside behind "
    "within despite via including excluding besides ago among"
)

"""Prepositions whose object is not what the phrase is about."""
_LIMIT: Final = 40


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: tokens `start` to `end` (exclusive) and the counts that stand in it."""

    start: int
    end: int
    figures: tuple[Figure, ...] = ()


def subject(tokens: Tokens, before: int) -> Phrase | None:
    """Return the phrase that ends before token `before`: the subject of the verb group there."""
    index, empty = before - 1, True
    low = before
    floor = max(0, before - _LIMIT)
    while index >= floor:
        word = tokens[index].lower
        if word == NUMBER and not _is_part(tokens, index):
            return _with_list(tokens, index, before)
        jump = _over_aside(tokens, index, empty=empty)
        if jump is not None:
            index = jump
            continue
        if _ends_subject(tokens, index, empty=empty):
            break
        if word in _OUTSIDE or word == "of":
            empty = True
        elif word not in {"and", "or", ",", '"', "'s", "'"} and word not in grammar.RELATIVES:
            empty = False
            low = index
        index -= 1
    return Phrase(low, before) if low < before else None


def _is_part(tokens: Tokens, index: int) -> bool:
    """Whether the number at `index` is no head: "in 12 villages", "five of them"."""
    after = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    beyond = tokens[index + 2].lower if index + 2 < len(tokens) else ""
    if after == "of" and beyond in {"them", "whom", "those", "which", "the"}:
        figure = tokens[index].figure
        return beyond != "the" or figure is None or figure.noun is None
    before = tokens[index - 1].lower if index else ""
    if before in {"other", "another", "the", "these", "those", "all"} and index > 1:
        before = tokens[index - 2].lower if tokens[index - 2].lower in _OUTSIDE else before
    return before in _OUTSIDE


def _over_aside(tokens: Tokens, index: int, *, empty: bool) -> int | None:
    """At the closing comma of an aside ("20 people, including 5 children, were"), jump over it."""
    word = tokens[index].lower
    if word == ")":
        for at in range(index - 1, max(-1, index - _LIMIT), -1):
            if tokens[at].lower == "(":
                return at - 1
        return None
    if word in grammar.RELATIVES and index and not empty:
        return None
    if word not in {",", "\u2014", "\u2013"} or not empty:
        return None
    for at in range(index - 1, max(-1, index - _LIMIT), -1):
        if tokens[at].lower == word and at + 1 < index and _opens_aside(tokens, at + 1):
            return at - 1
    return None


def _opens_aside(tokens: Tokens, index: int) -> bool:
    word = tokens[index].lower
    if (
        word in PARTS
        or word in grammar.RELATIVES
        or word in _OUTSIDE
        or word in {"all", "at", "two", "according", "one", "three", "his", "a", "the"}
    ):
        return True
    if word == NUMBER:
        return index + 2 < len(tokens) and tokens[index + 1].lower == "of"
    entry = grammar.COMMON.get(word)
    return (entry is not None and bool(entry[1] & (Form.ING | Form.PARTICIPLE))) or tokens[
        index
    ].capital


def _ends_subject(tokens: Tokens, index: int, *, empty: bool) -> bool:
    word = tokens[index].lower
    if word in grammar.SEPARATORS and word != '"':
        return True
    if word in grammar.SUBORDINATORS and word not in {
        "that",
        "where",
        "so",
        "than",
        "since",
        "before",
        "after",
        "until",
    }:
        return True
    if word in {"after", "before", "since", "until"} and not empty:
        return True
    if word in {",", "and", "but", "or"}:
        return not empty or word == "but"
    if word in grammar.RELATIVES:
        return False
    if grammar.is_finite(word):
        return _is_main_verb(tokens, index)
    return False


def _is_main_verb(tokens: Tokens, index: int) -> bool:
    """Whether a word that can be a finite verb is one, and not in a relative clause or a noun."""
    before = tokens[index - 1].lower if index else ""
    if before in grammar.DETERMINERS or before in _OUTSIDE or before in {"of", NUMBER, "'s"}:
        return False
    entry = grammar.COMMON.get(tokens[index].lower)
    if entry is not None and Form.PARTICIPLE in entry[1] and before not in grammar.AUXILIARIES:
        after = tokens[index + 1].lower if index + 1 < len(tokens) else ""
        return not (after in grammar.PREPOSITIONS or after == "to")
    for at in range(index - 1, max(-1, index - 5), -1):
        if tokens[at].lower in grammar.RELATIVES:
            return False
        if not (tokens[at].lower in grammar.AUXILIARIES or grammar.is_adverb(tokens[at].lower)):
            break
    return not (
        entry is not None
        and Form.BASE in entry[1]
        and index
        and not tokens[index - 1].lower.endswith("s")
    )


def _with_list(tokens: Tokens, index: int, before: int) -> Phrase:
    """Take in the numbers that a list puts before this one: "20 soldiers and 9 police"."""
    figures = [figure] if (figure := tokens[index].figure) else []
    start = index
    at = index - 1
    while at >= 0 and tokens[at].lower in {"and", ",", "as", "well", "plus"}:
        previous = _list_item(tokens, at)
        if previous is None:
            if (
                tokens[at].lower in {"and", ",", "as", "well"}
                and at
                and tokens[at - 1].lower in {",", "as", "well"}
            ):
                at -= 1
                continue
            break
        figure = tokens[previous].figure
        if figure is not None:
            figures.insert(0, figure)
        start = previous
        at = previous - 1
    return Phrase(start, before, tuple(figures))


def _list_item(tokens: Tokens, comma: int) -> int | None:
    """Return the number of the list item that ends at `comma`, if it is one."""
    for at in range(comma - 1, max(-1, comma - 8), -1):
        word = tokens[at].lower
        if word == NUMBER:
            figure = tokens[at].figure
            same = figure is not None and figure.unit in _PEOPLE
            return at if same and not _is_part(tokens, at) else None
        if word in grammar.SEPARATORS or word in {",", "and"} or word in grammar.AUXILIARIES:
            return None
        entry = grammar.COMMON.get(word)
        if entry is not None and bool(entry[1] & (Form.FINITE | Form.PARTICIPLE | Form.ING)):
            return None
        if word in {"dead", "missing", "injured", "wounded", "killed", "hurt", "including"}:
            return None
    return None


_PEOPLE: Final = frozenset(
    {Unit.PEOPLE, Unit.TROOPS, Unit.POLICE, Unit.RESERVISTS, Unit.SHIPS, Unit.PLACES}
)


def object_of(tokens: Tokens, after: int) -> Phrase | None:
    """Return the phrase that begins behind token `after`: the object of the verb there."""
    index = after + 1
    if index < len(tokens) and tokens[index].lower in {"and", "or"} and _is_verb(tokens, index + 1):
        index += 2  # "kidnapped and killed 3": the object of both
    start = index
    figures: list[Figure] = []
    for at in _phrase_span(tokens, index):
        index = at + 1
        figure = tokens[at].figure
        if figure is not None and not figures:
            figures.append(figure)
    if index == start:
        return None
    end, more = _list_behind(tokens, index)
    return Phrase(start, end, (*figures, *more))


def _phrase_span(tokens: Tokens, index: int) -> Iterator[int]:
    begun = False
    for at in range(index, min(len(tokens), index + _LIMIT)):
        token = tokens[at]
        word = token.lower
        if word in {"up", "out", "off", "down"} and not begun:
            yield at
            continue
        if word in _STOP or (word == "of" and not begun) or word in grammar.SEPARATORS:
            return
        if begun and grammar.is_finite(word) and not _noun_like(tokens, at):
            return
        begun = True
        yield at


_STOP: Final = (
    (grammar.PREPOSITIONS - {"of", "up", "over", "around", "about"})
    | grammar.SUBORDINATORS
    | grammar.RELATIVES
    | {",", "and", "or", "but", "to"}
) - {"so", "that", "than"}


def _noun_like(tokens: Tokens, at: int) -> bool:
    before = tokens[at - 1]
    if before.lower in grammar.DETERMINERS or before.lower in {"of", NUMBER, "'s"}:
        return True
    entry = grammar.COMMON.get(tokens[at].lower)
    participle = entry is not None and bool(entry[1] & (Form.PARTICIPLE | Form.BASE))
    return participle and not before.lower.endswith("s")


def _is_verb(tokens: Tokens, index: int) -> bool:
    if index >= len(tokens):
        return False
    entry = grammar.COMMON.get(tokens[index].lower)
    return entry is not None and bool(entry[1] & (Form.FINITE | Form.ING))


def _list_behind(tokens: Tokens, index: int) -> tuple[int, list[Figure]]:
    """Read on over ", two civilians and a child" behind an object."""
    end = index
    figures: list[Figure] = []
    while index < len(tokens) and tokens[index].lower in {",", "and", "as", "well", "plus"}:
        index += 1
        if index < len(tokens) and tokens[index].lower in {",", "and", "as", "well", "plus"}:
            continue
        item = list(_phrase_span(tokens, index))
        figure = tokens[item[0]].figure if item else None
        if figure is None or figure.unit not in _PEOPLE or _begins_clause(tokens, item):
            break
        figures.append(figure)
        index = end = item[-1] + 1
    return end, figures


_OTHER_STATES: Final = words(
    "dead missing injured wounded killed hurt displaced homeless arrested detained abducted "
    "kidnapped captured evacuated rescued hospitalized hospitalised injuries arrests deaths"
)


def _begins_clause(tokens: Tokens, item: list[int]) -> bool:
    """Whether a list item is the subject of a next clause: "and 30 others were hurt"."""
    if any(tokens[at].lower in _OTHER_STATES for at in item):
        return True
    figure = tokens[item[0]].figure
    if figure is not None and figure.noun in _OTHER_STATES:
        return True
    after = item[-1] + 1
    if after >= len(tokens):
        return False
    word = tokens[after].lower
    return grammar.is_finite(word) or word in _OTHER_STATES or grammar.is_adverb(word)
