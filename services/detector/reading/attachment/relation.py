"""How a telling stands to the others of its kind: on top of them, part of them, taken back."""

from itertools import pairwise
from typing import Final

from services.detector.reading.meaning.situation import Situation
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.words.phrases import is_part
from services.detector.reading.words.wordlist import words

TAKEN_BACK: Final = words("previously earlier initially initial originally preliminary first")
_TOTALS: Final = words("totaling totalling total")
_ON_TOP: Final = words("another additional further")
_OTHER: Final = words("separate another different")
_ELSEWHERE: Final = words("separately elsewhere")
_INCIDENTS: Final = words(
    "incident incidents attack attacks shooting crash strike airstrike explosion accident bombing "
    "raid operation case development"
)
_NEAR: Final = 7


def is_taken_back(situation: Situation) -> bool:
    """As in "after previously announcing that only eight were killed"."""
    start = _start(situation)
    near = situation.tokens[max(0, start - _NEAR) : start]
    return any(token.lower in TAKEN_BACK for token in near)


def is_total(situation: Situation) -> bool:
    """As in "totalling 1,225 deaths", "for a total of 60 arrests"."""
    start = _start(situation)
    near = [token.lower for token in situation.tokens[max(0, start - 3) : start]]
    behind = start > situation.cue.end and situation.cue.bearer in {Bearer.NOUN, Bearer.STATE}
    if behind and near[-1:] == ["to"]:
        return True  # "arrests climbed to 47"
    return situation.cue.bearer is Bearer.TOLL or bool(_TOTALS & set(near))


def is_more(situation: Situation) -> bool:
    """As in "another three people were killed", "six soldiers also died"."""
    if situation.group is not None:
        group = situation.tokens[situation.group.start : situation.group.at]
        if any(token.lower == "also" for token in group):
            return True
    start = _start(situation)
    near = situation.tokens[max(0, start - 1) : start + 2]
    return any(word in token.lower.split() for token in near for word in _ON_TOP)


def is_another(situation: Situation) -> bool:
    """As in "in a separate attack", "elsewhere"."""
    words = [token.lower for token in situation.tokens]
    if not _ELSEWHERE.isdisjoint(words):
        return True
    return not _OTHER.isdisjoint(words) and any(
        word in _OTHER and follows in _INCIDENTS for word, follows in pairwise(words)
    )


def is_subfigure(situation: Situation) -> bool:
    """As in "of whom three were killed", "including 38 killed in Jenin"."""
    start = _start(situation)
    before = [token.lower for token in situation.tokens[max(0, start - 2) : start]]
    if before[-1:] and before[-1] in {"including", "among"}:
        return True
    if before[:1] == ["of"] and before[-1] in {"whom", "which", "them"}:
        return True
    theme = situation.theme
    return theme is not None and bool(theme.figures) and is_part(situation.tokens, theme.start)


def _start(situation: Situation) -> int:
    return situation.theme.start if situation.theme is not None else situation.cue.start
