"""Which signs a situation shows."""

from collections.abc import Iterator
from typing import Final

from schemas.vocabulary import Bound
from services.detector.reading.attachment.totals import bearing
from services.detector.reading.confidence.sign import Sign
from services.detector.reading.figures.figure import Figure
from services.detector.reading.finding import Where
from services.detector.reading.gate import is_common
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.meaning.wanted import wanted_by
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.words.tokens import NUMBER
from services.detector.reading.words.wordlist import words

_SURE: Final = 0.97
_UNSURE: Final = 0.5
_NEAR: Final = 2
_FAR: Final = 8
_LATE: Final = 1_200
"""Characters; a wire item is told by then."""
_LONG: Final = 60
"""Tokens of a sentence."""
_HEDGES: Final = words(
    "reportedly allegedly alleged unconfirmed claims claimed claim rumours rumors purported "
    "purportedly apparently suspected"
)
_BY_BEARER: Final = {
    Bearer.NOUN: Sign.NOUN_TRIGGER,
    Bearer.TOLL: Sign.TOLL_TRIGGER,
    Bearer.STATE: Sign.STATE_TRIGGER,
    Bearer.HINT: Sign.HINTED,
}


def signs_of(situation: Situation, depth: int, *, headline: bool) -> frozenset[Sign]:
    """Return the signs of one reading.

    Args:
        situation: the trigger with the phrases beside it.
        depth: how many characters of the story stand before its sentence.
        headline: whether it stands in the title or a first line.
    """
    return frozenset(
        (
            *_of_figure(situation),
            *_of_trigger(situation),
            *_of_text(situation, depth, headline=headline),
        )
    )


def signs_of_network(probability: float | None) -> frozenset[Sign]:
    """Return the signs of what the network thinks of a finding; None if it was not asked."""
    if probability is None:
        return frozenset({Sign.NO_NETWORK})
    if probability >= _SURE:
        return frozenset({Sign.NETWORK_SURE})
    return frozenset({Sign.NETWORK_UNSURE}) if probability < _UNSURE else frozenset()


def signs_of_place(where: Where) -> frozenset[Sign]:
    """Return the signs of where it happens."""
    if where.country is None:
        return frozenset({Sign.PLACE_UNKNOWN})
    return frozenset({Sign.PLACE_STATED}) if where.stated else frozenset()


def _of_figure(situation: Situation) -> Iterator[Sign]:
    figures = bearing(situation)
    if not figures:
        yield Sign.NO_FIGURE
    else:
        yield from _of_first(situation, figures[0])
    if len(figures) > 1 or (situation.theme is not None and situation.theme.singles):
        yield Sign.SUMMED_FIGURE
    if _could_have(situation) > len(figures):
        yield Sign.OTHER_COUNTS


def _of_first(situation: Situation, figure: Figure) -> Iterator[Sign]:
    if figure.quantity.bound is Bound.VAGUE:
        yield Sign.VAGUE_FIGURE
    if figure.noun is None:
        yield Sign.BARE_FIGURE
    cue = situation.cue
    at = next((i for i, one in enumerate(situation.tokens) if one.start == figure.start), cue.start)
    gap = max(cue.start - at, at - cue.end + 1)
    if gap <= _NEAR:
        yield Sign.NEAR_FIGURE
    elif gap > _FAR:
        yield Sign.FAR_FIGURE


def _could_have(situation: Situation) -> int:
    wanted = wanted_by(situation.cue.event_type)
    return sum(
        token.lower == NUMBER and token.figure is not None and wanted(token.figure)
        for token in situation.tokens
    )


def _of_trigger(situation: Situation) -> Iterator[Sign]:
    cue = situation.cue
    if is_common(situation.tokens[cue.start].lower):
        yield Sign.COMMON_TRIGGER
    if " " in cue.lemma:
        yield Sign.PHRASE_TRIGGER
    if cue.bearer in _BY_BEARER:
        yield _BY_BEARER[cue.bearer]
    if situation.theme is None:
        yield Sign.NO_THEME


def _of_text(situation: Situation, depth: int, *, headline: bool) -> Iterator[Sign]:
    tokens = situation.tokens
    if headline:
        yield Sign.HEADLINE
    if depth > _LATE:
        yield Sign.LATE
    if len(tokens) > _LONG:
        yield Sign.LONG_SENTENCE
    if any(token.lower in _HEDGES for token in tokens):
        yield Sign.HEDGED
    if any(token.text == '"' for token in tokens):
        yield Sign.QUOTED
    if tokens and tokens[-1].text == "?":
        yield Sign.QUESTION
