"""What is told of in novels, films and pictures, and counts of what is no people."""

from typing import Final

from services.detector.reading.meaning.situation import Situation
from services.detector.reading.words.referents import names_people
from services.detector.reading.words.wordlist import words

_WORKS: Final = words(
    "novel film movie opera musical thriller drama sitcom painting memoir ballet comic cartoon "
    "miniseries sequel screenplay video-game boardgame shooter"
)
_TELLS: Final = words(
    "tells tell told depicts follows portrays imagines opens shows recounts describes captures "
    "lets stars begins ends features about in where set"
)
_PARTS: Final = words("scene scenes chapter hero heroine plot protagonist character characters")
"""What only works have."""
_BEHIND: Final = words("he she they it we who i the a an his her their that which by") | {","}
"""What follows a work itself, and not one whose name stands for a thing ("the film studio")."""
_EARLY: Final = 10
"""A sentence about a work names it so early."""


def is_fiction(situation: Situation) -> bool:
    """As in "the novel tells how 500 soldiers desert" or "in the film, 500 soldiers desert"."""
    cue = situation.cue.start
    early = [token.lower for token in situation.tokens[: min(_EARLY, cue)]]
    for at, word in enumerate(early):
        if word in _WORKS:
            near = [token.lower for token in situation.tokens[at : at + 6]]
            told = bool(_TELLS & set(early[at : at + 4]) or _PARTS & set(near))
            return told or at + 4 > cue or _is_within_work(early, at)
    return False


def _is_within_work(early: list[str], at: int) -> bool:
    """Whether a sentence begins with "in" and the work at this place."""
    return early[0] == "in" and not _BEHIND.isdisjoint(early[at + 1 : at + 2])


def counts_others(situation: Situation) -> bool:
    """As in "a colony of 20,000 bees was evacuated": the number counts no people."""
    theme = situation.theme
    if theme is None or situation.figures():
        return False
    tokens = situation.tokens[theme.start : theme.end]
    other = any(
        token.figure is not None
        and token.figure.unit is None
        and token.figure.noun not in {None, "more", "others"}
        and (token.figure.quantity.figure or 0) > 1
        for token in tokens
    )
    return other and not names_people(token.lower for token in tokens)
