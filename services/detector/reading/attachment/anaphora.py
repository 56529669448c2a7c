"""Who "they" are: the people that the sentence before counts."""

from typing import Final

from services.detector.reading.figures.figure import Figure
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.meaning.wanted import wanted_by
from services.detector.reading.words.clause import Tokens
from services.detector.reading.words.phrases import Phrase, is_part
from services.detector.reading.words.referents import names_crowd
from services.detector.reading.words.wordlist import words

_THEY: Final = words("they them all both the of")
_PRONOUNS: Final = words("they them")
_CLAUSE: Final = 2
"""So many at least are a crowd, and so many words a clause."""


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
    return situation._replace(theme=Phrase(theme.start, theme.end, (counted[0],)))


def resolved_within(situation: Situation) -> Situation | None:
    """Return the situation with the count that its own sentence has for its pronoun, if one does.

    As in "I counted 60 men, and they walked across the border": one count of people stands
    before, and no other people are named between it and the pronoun.
    """
    theme = situation.theme
    if theme is None or theme.start < _CLAUSE:
        return None
    tokens, wanted = situation.tokens, wanted_by(situation.cue.event_type)
    counted = [at for at in range(theme.start) if tokens[at].figure is not None]
    if len(counted) != 1 or is_part(tokens, counted[0]):
        return None
    figure = tokens[counted[0]].figure
    if figure is None or figure.unit is None or not wanted(figure):
        return None
    between = [
        one.lower for one in tokens[counted[0] + 1 : theme.start] if one.lower != figure.noun
    ]
    if (figure.quantity.figure or 0) < _CLAUSE or names_crowd(between):
        return None
    return situation._replace(theme=Phrase(theme.start, theme.end, (figure,)))


def is_own(situation: Situation, figure: Figure) -> bool:
    """Whether a figure stands in the cue's own sentence."""
    return any(token.figure is figure for token in situation.tokens)
