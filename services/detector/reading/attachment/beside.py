"""A number beside what it counts: "residents (4,480)", "militants, some 300 of them,"."""

from typing import Final

from services.detector.reading.triggers.cue import Cue
from services.detector.reading.triggers.force import CUT_DOWN, STRENGTHENED
from services.detector.reading.words.clause import Tokens
from services.detector.reading.words.phrases import Phrase, Wanted
from services.detector.reading.words.referents import names_force
from services.detector.reading.words.wordlist import words

_NUMBERED: Final = words("numbering numbered totalling totaling estimated number")
_ALL: Final = frozenset(
    {("of", "them"), ("in", "all"), ("in", "total"), ("strong",), ("of", "us"), ("in", "number")}
)
_MEASURED: Final = frozenset(
    verb.split()[0] for verb in f"{CUT_DOWN}|halve|{STRENGTHENED}|reinforce".split("|")
)
_STRENGTH: Final = words("presence garrison contingent mission strength deployment force")
_CLAUSE_ENDS: Final = words("; . after when while as who which")
_REACH: Final = 12


def with_number_beside(
    tokens: Tokens, phrase: Phrase | None, stop: int, wanted: Wanted
) -> Phrase | None:
    """Return a phrase with the number that stands in an aside to it, before token `stop`."""
    if phrase is None or phrase.figures or phrase.start >= phrase.end:
        return phrase
    for at in range(phrase.start + 1, min(len(tokens), stop, phrase.end + _REACH)):
        figure = tokens[at].figure
        if figure is None or not wanted(figure) or (figure.quantity.figure or 0) < 2:  # noqa: PLR2004
            continue
        behind = tuple(token.lower for token in tokens[at + 1 : at + 3])
        bracketed = tokens[at - 1].lower == "(" and behind[:1] == (")",)
        apposed = tokens[at - 1].lower == "," and figure.unit is not None and _closes(tokens, at)
        if (
            apposed
            or bracketed
            or tokens[at - 1].lower in _NUMBERED
            or behind in _ALL
            or behind[:1] in _ALL
        ):
            return Phrase(phrase.start, phrase.end, (figure,))
    return phrase


def _closes(tokens: Tokens, at: int) -> bool:
    """Whether a comma closes the apposition that a number opens: ", 90,000 men,"."""
    return any(token.lower == "," for token in tokens[at + 2 : at + 4])


def with_company(
    tokens: Tokens, phrase: Phrase | None, after: int, wanted: Wanted
) -> Phrase | None:
    """As in "the general surrendered with 2,389 of his men": those who come along count."""
    for at in range(after, min(len(tokens) - 1, after + _REACH)):
        word = tokens[at].lower
        if word in _CLAUSE_ENDS:
            break
        figure = tokens[at + 1].figure
        if word == "with" and figure is not None and wanted(figure) and figure.noun != "others":
            known = phrase.figures[0].quantity.figure if phrase and phrase.figures else None
            if (figure.quantity.figure or 0) > (known or 1):
                start, end = (phrase.start, phrase.end) if phrase else (at + 1, at + 2)
                return Phrase(start, end, (figure,))
    return phrase


def with_measure(tokens: Tokens, cue: Cue, phrase: Phrase | None, wanted: Wanted) -> Phrase | None:
    """As in "cut its force by 1,000 men", "reinforced with 850": how much it changed by."""
    if cue.lemma.split()[0] not in _MEASURED or phrase is None:
        return phrase
    theme = [token.lower for token in tokens[phrase.start : phrase.end]]
    for at in range(cue.end, min(len(tokens) - 1, cue.end + _REACH)):
        if tokens[at].lower in _CLAUSE_ENDS:
            break
        figure = tokens[at + 1].figure
        if tokens[at].lower not in {"by", "with"} or figure is None or not wanted(figure):
            continue
        if figure.unit is not None or names_force(theme) or _STRENGTH & set(theme):
            return Phrase(phrase.start, phrase.end, (figure,))
    return phrase
