"""The words around a number that bound it, by a language's tables."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from tocsin.schemas.vocabulary import Bound
from tocsin.services.reading.lexicon.lexicon import Lexicon
from tocsin.services.reading.lexicon.wordset import Phrases
from tocsin.services.reading.tables.tokens import Sort, Token

_INNER: Final = frozenset("'-")
"""Marks within phrases: "jusqu'à", "sekurang-kurangnya"."""
_SUFFIX: Final = "'"
_LONGEST_SUFFIX: Final = 4
_MOST_NOUNS: Final = 2
_WINDOW: Final = 12


class TokenBound(NamedTuple):
    """The token at which the bounded expression begins or behind which it ends, and its bound."""

    at: int
    bound: Bound | None


def limit_before(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> TokenBound:
    """Return the bound that the words before a number put on it."""
    ats = _words_before(tokens, first)
    words = [tokens[at].text for at in ats]
    begin, bound = first, None
    left, nouns = len(words), 0
    while left > 0:
        found = lexicon.before.ending(words[:left])
        if found is not None:
            size, meant = found
            # "at least about 30" is a min: a limit says more than an estimate
            bound = meant if bound in {None, Bound.APPROX} else bound
            left -= size
            begin = ats[left]
        elif words[left - 1] in lexicon.fillers:
            left -= 1
        elif lexicon.writing.noun_first and nouns < _MOST_NOUNS and bound is None:
            nouns += 1
            left -= 1
        else:
            break
    return TokenBound(begin, bound)


def _words_before(tokens: Sequence[Token], first: int) -> list[int]:
    """Return the words right before a token, in order."""
    ats: list[int] = []
    at = first - 1
    while at >= 0 and len(ats) < _WINDOW:
        token = tokens[at]
        if token.sort is Sort.WORD:
            ats.append(at)
        elif token.text not in _INNER:
            break
        at -= 1
    return ats[::-1]


def limit_after(tokens: Sequence[Token], behind: int, phrases: Phrases[Bound]) -> TokenBound:
    """Return the bound that stands right behind a number, or behind its noun."""
    at = behind
    if _is_suffix(tokens, at):
        at += 2
    ats: list[int] = []
    while at < len(tokens) and len(ats) < phrases.longest:
        token = tokens[at]
        if token.sort is Sort.WORD:
            ats.append(at)
        elif token.text not in _INNER:
            break
        at += 1
    found = phrases.beginning([tokens[one].text for one in ats])
    if found is None:
        return TokenBound(behind, None)
    return TokenBound(ats[found[0] - 1] + 1, found[1])


def _is_suffix(tokens: Sequence[Token], at: int) -> bool:
    """Whether a case ending follows, as in "300'den"."""
    if at + 1 >= len(tokens) or tokens[at].text != _SUFFIX or at == 0:
        return False
    ending = tokens[at + 1]
    close = tokens[at - 1].end == tokens[at].start and tokens[at].end == ending.start
    return close and ending.sort is Sort.WORD and len(ending.text) <= _LONGEST_SUFFIX


def behind_suffix(tokens: Sequence[Token], behind: int) -> int:
    """Return the token behind a number and its case ending."""
    return behind + 2 if _is_suffix(tokens, behind) else behind
