"""The count that a noun of events comes to: "arrests climbed to 47", "the dead numbered 47"."""

from typing import Final

from services.detector.reading.triggers.cue import Cue
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import Tokens
from services.detector.reading.words.phrases import Phrase, Wanted
from services.detector.reading.words.verb_forms import forms

_RISES: Final = frozenset(
    form
    for verb in (
        "climb rise grow reach hit top pass exceed stand jump soar number total surpass increase "
        "swell mount come"
    ).split()
    for form in forms(verb)
)
_ON: Final = frozenset({"to", "at", "past", "above", "over"})
_VERB_REACH: Final = 7
_FIGURE_REACH: Final = 3


def risen(tokens: Tokens, cue: Cue, wanted: Wanted) -> Phrase | None:
    """Return the number that the noun or adjective of a cue is said to have come to."""
    for at in range(cue.end, min(len(tokens), cue.end + _VERB_REACH)):
        word = tokens[at].lower
        stops = word in grammar.SEPARATORS or word in grammar.RELATIVES or word in {"and", "but"}
        if stops or tokens[at].figure is not None:
            return None
        if word in _RISES:
            return _figure_behind(tokens, at, wanted)
    return None


def _figure_behind(tokens: Tokens, verb: int, wanted: Wanted) -> Phrase | None:
    for at in range(verb + 1, min(len(tokens), verb + 1 + _FIGURE_REACH)):
        figure = tokens[at].figure
        if (
            figure is not None
            and wanted(figure)
            and (at == verb + 1 or tokens[at - 1].lower in _ON)
        ):
            return Phrase(at, at + 1, (figure,))
    return None
