"""Tokens of one sentence; a whole number expression is one token."""

import re
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple, cast

from services.detector.reading.attachment.counted import with_its_noun
from services.detector.reading.figures.figure import Figure, FigureKind

_TOKEN: Final = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:['.&/\u2013-][^\W_]+)*|\.{2,}|[^\w\s]|_")
NUMBER: Final = "#"
"""The lower-case form of a token that is a count."""


class Token(NamedTuple):
    """One word, mark or number expression; offsets are of the sentence, `end` exclusive."""

    start: int
    end: int
    text: str
    lower: str
    figure: Figure | None = None

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


_plain: Final = cast(
    "Callable[[tuple[int, int, str, str, None]], Token]", partial(tuple.__new__, Token)
)
"""Makes a token of its fields at half the cost: most of a text's objects are words."""


def tokenize(sentence: str, figures: tuple[Figure, ...]) -> tuple[Token, ...]:
    """Return the tokens of a sentence; each COUNT figure is one token, lower form `#`.

    "more than 40" is one token, "a soldier" is the token "a" with its figure and the token
    "soldier". Figures of other kinds stay the words they are made of.
    """
    tokens: list[Token] = []
    at = 0
    for figure in figures:
        if figure.kind is not FigureKind.COUNT or figure.start < at:
            continue
        _words(sentence, at, figure.start, tokens)
        text = sentence[figure.start : figure.end]
        tokens.append(
            Token(figure.start, figure.end, text, NUMBER, with_its_noun(sentence, figure))
        )
        at = figure.end
    _words(sentence, at, len(sentence), tokens)
    return tuple(tokens)


def _words(sentence: str, start: int, end: int, tokens: list[Token]) -> None:
    for match in _TOKEN.finditer(sentence, start, end):
        low, high = match.span()
        text = sentence[low:high]
        lower = text.lower()
        if lower.endswith("'s") and high - low > 2:  # noqa: PLR2004 - more than the ending
            tokens.append(Token(low, high - 2, text[:-2], lower[:-2]))
            tokens.append(Token(high - 2, high, text[-2:], "'s"))
        else:
            tokens.append(_plain((low, high, text, lower, None)))
