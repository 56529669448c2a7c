"""Who does or suffers it, as the text calls them."""

from typing import Final

from services.detector.reading.words import grammar
from services.detector.reading.words.clause import Tokens
from services.detector.reading.words.phrases import PARTS, Phrase
from services.detector.reading.words.tokens import NUMBER
from services.detector.reading.words.wordlist import words

_LEAD: Final = words("the a an , and or more than at least that some other all of both another")
_END: Final = (
    (grammar.PREPOSITIONS - {"of"})
    | grammar.RELATIVES
    | grammar.AUXILIARIES
    | grammar.SUBORDINATORS
    | grammar.SEPARATORS
    | PARTS
    | frozenset({",", '"', "to"})
)
_LONGEST: Final = 12


def actor_of(tokens: Tokens, phrase: Phrase | None, cue: tuple[int, int]) -> str | None:
    """Return the head words of a phrase without its number and what follows: "Myanmar soldiers"."""
    if phrase is None:
        return None
    index = phrase.start
    while index < phrase.end and (
        tokens[index].lower in _LEAD
        or tokens[index].lower == NUMBER
        or tokens[index].lower in grammar.DETERMINERS
    ):
        index += 1
    start = index
    while (
        index < phrase.end
        and index - start < _LONGEST
        and tokens[index].lower not in _END
        and not (cue[0] <= index < cue[1])
    ):
        index += 1
    while index > start and tokens[index - 1].lower in {"and", "or", "of", "'s", NUMBER}:
        index -= 1
    if index == start:
        return None
    return (
        " ".join(token.text for token in tokens[start:index])
        .replace(" 's", "'s")
        .replace(" ,", ",")
    )
