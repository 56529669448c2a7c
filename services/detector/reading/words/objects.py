"""The phrase behind a verb: its object, read from left to right."""

from collections.abc import Iterator
from typing import Final

from services.detector.reading.figures.figure import Figure
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import Tokens
from services.detector.reading.words.phrases import (
    LIMIT,
    LINKS,
    STATES,
    Phrase,
    Wanted,
    is_name,
    is_verb,
    starts_single,
)
from services.detector.reading.words.tokens import NUMBER
from services.detector.reading.words.verb_forms import Form
from services.detector.reading.words.wordlist import words

_STOP: Final = (
    (grammar.PREPOSITIONS - words("of up over around about"))
    | grammar.SUBORDINATORS
    | grammar.RELATIVES
    | words(", and or but to")
) - words("so that than")
_SAYS: Final = words("said says told tells reported reports added adds")
_SPEAKER: Final = 8
_PARTICLES: Final = words("up out off down back away")
_NOMINAL: Final = grammar.common_with(Form.PARTICIPLE | Form.BASE)


def object_of(tokens: Tokens, after: int, wanted: Wanted) -> Phrase | None:
    """Return the phrase that begins behind token `after`: the object of the verb there."""
    index = after + 1
    if index < len(tokens) and tokens[index].lower in {"and", "or"} and is_verb(tokens, index + 1):
        index += 2  # "kidnapped and killed 3": the object of both
    start = index
    figures: list[Figure] = []
    for at in _span(tokens, index):
        index = at + 1
        figure = tokens[at].figure
        if figure is not None and not figures and wanted(figure):
            figures.append(figure)
    if index == start:
        return None
    end, more, singles = _list_behind(tokens, index, wanted)
    if not figures and more:
        singles += starts_single(tokens, start)
    return Phrase(start, end, (*figures, *more), singles if figures or more else 0)


def _span(tokens: Tokens, index: int) -> Iterator[int]:
    begun = False
    for at in range(index, min(len(tokens), index + LIMIT)):
        word = tokens[at].lower
        if word in _PARTICLES and not begun:
            yield at
            continue
        if word in _STOP or (word == "of" and not begun) or word in grammar.SEPARATORS:
            return
        if begun and grammar.is_finite(word) and not _noun_like(tokens, at):
            return
        begun = True
        yield at


def _noun_like(tokens: Tokens, at: int) -> bool:
    before = tokens[at - 1]
    if tokens[at].lower == "'s" or is_name(tokens, at):
        return True
    if before.lower in grammar.DETERMINERS or before.lower in {"of", NUMBER, "'s"}:
        return True
    return tokens[at].lower in _NOMINAL and not before.lower.endswith("s")


def _list_behind(tokens: Tokens, index: int, wanted: Wanted) -> tuple[int, list[Figure], int]:
    """Read on over ", two civilians and a child" behind an object."""
    end, singles = index, 0
    figures: list[Figure] = []
    while index < len(tokens) and tokens[index].lower in LINKS:
        index += 1
        if index < len(tokens) and tokens[index].lower in LINKS:
            continue
        item = list(_span(tokens, index))
        if not item or _begins_clause(tokens, item):
            break
        owned = len(item) > 1 and tokens[item[0]].lower in grammar.DETERMINERS
        figure = tokens[item[1] if owned else item[0]].figure  # "and his two bodyguards"
        if figure is not None and wanted(figure) and figure.noun is not None:
            figures.append(figure)
        elif starts_single(tokens, item[0]):
            singles += 1
        else:
            break
        index = end = item[-1] + 1
    return end, figures, singles


def _begins_clause(tokens: Tokens, item: list[int]) -> bool:
    """Whether a list item is the subject of a next clause: "and 30 others were hurt"."""
    if any(tokens[at].lower in STATES for at in item):
        return True
    figure = tokens[item[0]].figure
    if figure is not None and figure.noun in STATES:
        return True
    after = item[-1] + 1
    if after >= len(tokens):
        return False
    word = tokens[after].lower
    if word in grammar.PREPOSITIONS and _says(tokens, after):
        return True  # ", a teacher in the north said"
    return grammar.is_finite(word) or word in STATES or grammar.is_adverb(word)


def _says(tokens: Tokens, start: int) -> bool:
    """Whether a verb of saying ends the phrase at `start`: its speaker is no list item."""
    for token in tokens[start : start + _SPEAKER]:
        if token.lower in {",", ".", ";", "and"}:
            return False
        if token.lower in _SAYS:
            return True
    return False
