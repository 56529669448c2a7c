"""Situation reports: a label and a number, "Arrivals yesterday: 4,012", "dead - 3"."""

from typing import Final

from services.detector.reading.figures.figure import Figure
from services.detector.reading.figures.lexicon import PLURALS
from services.detector.reading.triggers.cue import Cue
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import Tokens
from services.detector.reading.words.phrases import Phrase, Wanted
from services.detector.reading.words.wordlist import words

_MARKS: Final = frozenset({":", "=", "-", "\u2013", "\u2014"})
_ENDS: Final = frozenset({";", ".", "|", "?", "!", "\u2026", "*", "\u2022", "\u00b7"})
_LABEL_ENDS: Final = _ENDS | _MARKS | {","}
_BESIDE_NUMBER: Final = words("( approx approximately est estimated conflicting some about over at")
"""What may stand between the mark and the number."""
_LABEL: Final = 9
"""A label has at most so many words on either side of its cue."""
_BEHIND: Final = 3


def tabled(tokens: Tokens, cue: Cue, wanted: Wanted) -> Phrase | None:
    """Return label and number of a line that is a label with a number; None for prose.

    What the number counts is named by the label where it is not named behind the number.
    """
    mark = _mark_behind(tokens, cue)
    if mark is None:
        return None
    start = _label_start(tokens, cue.start)
    if start is None:
        return None
    for at in range(mark + 1, min(len(tokens), mark + 1 + _BEHIND)):
        figure = tokens[at].figure
        if figure is not None:
            found = _people_of(tokens, at, _labelled(figure, tokens, start, mark))
            return Phrase(start, at + 1, (found,)) if wanted(found) else None
        if tokens[at].lower not in _BESIDE_NUMBER and tokens[at].lower != ",":
            return None
    return None


def _mark_behind(tokens: Tokens, cue: Cue) -> int | None:
    """Return the colon or dash that ends the cue's label, if a label it is."""
    for at in range(cue.end, min(len(tokens) - 1, cue.end + _LABEL)):
        word = tokens[at].lower
        if word in _MARKS:
            return at if word in {":", "="} or at == cue.end else None
        if word in _ENDS or word in grammar.AUXILIARIES or tokens[at].figure is not None:
            return None
    return None


def _label_start(tokens: Tokens, at: int) -> int | None:
    """Return the first token of a label that holds token `at`; None where it is a sentence's."""
    low = at
    while low > 0 and tokens[low - 1].lower not in _LABEL_ENDS:
        low -= 1
        if at - low > _LABEL or tokens[low].lower in grammar.AUXILIARIES:
            return None
    if low and tokens[low - 1].lower == "," and tokens[max(0, low - 2)].figure is None:
        return None  # a clause of prose
    return low


def _labelled(figure: Figure, tokens: Tokens, start: int, mark: int) -> Figure:
    """Return a bare number as a count of the label's noun: "Households in tents: 6,330"."""
    if figure.unit is not None or figure.noun is not None:
        return figure
    for token in tokens[start:mark]:
        unit = PLURALS.get(token.lower)
        if unit is not None:
            return figure._replace(unit=unit)
    return figure


def _people_of(tokens: Tokens, at: int, figure: Figure) -> Figure:
    """Return the people where both are counted: "94 families (367 people)"."""
    for index in range(at + 1, min(len(tokens), at + 4)):
        other = tokens[index].figure
        if tokens[index - 1].lower in {"/", "("} and other is not None:
            return other if other.unit is not None and other.unit.value == "people" else figure
    return figure
