"""Who "they" are: the people that the sentence before counts."""

from dataclasses import replace
from typing import Final

from services.detector.reading.figures.figure import Figure
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.meaning.wanted import wanted_by
from services.detector.reading.words.clause import Tokens
from services.detector.reading.words.phrases import Phrase, is_part
from services.detector.reading.words.wordlist import words

_THEY: Final = words("they them all both the of")
_PRONOUNS: Final = words("they them")


def is_anaphoric(situation: Situation) -> bool:
    """Whether the theme only takes up somebody named before: "they", "all of them"."""
    theme = situation.words(situation.theme)
    if situation.figures() or not theme:
        return False
    return set(theme) <= _THEY and bool(_PRONOUNS & set(theme))


def resolved(situation: Situation, before: Tokens) -> Situation:
    """Return the situation with the count that its pronoun takes up from the sentence before."""
    wanted = wanted_by(situation.cue.event_type)
    counted = [
        token.figure
        for at, token in enumerate(before)
        if token.figure is not None
        and token.figure.unit is not None
        and wanted(token.figure)
        and (token.figure.quantity.figure or 0) > 1
        and not is_part(before, at)
    ]
    if len(counted) != 1 or situation.theme is None:
        return situation  # nobody, or nobody knows which of them
    theme = situation.theme
    return replace(situation, theme=Phrase(theme.start, theme.end, (counted[0],)))


def is_own(situation: Situation, figure: Figure) -> bool:
    """Whether a figure stands in the cue's own sentence."""
    return any(token.figure is figure for token in situation.tokens)
