"""A sentence's dependency tree over our own tokens; a whole number expression is one node."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from services.detector.reading.words.clause import Tokens

ROOT: Final = -1
"""The head of the token that has none."""


@dataclass(frozen=True, slots=True)
class Tree:
    """For each token its head's index, its relation to it (ClearNLP labels) and its tag (Penn)."""

    heads: tuple[int, ...]
    relations: tuple[str, ...]
    tags: tuple[str, ...]
    _children: dict[int, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    def children(self, at: int, *relations: str) -> tuple[int, ...]:
        """Return what hangs on a token by one of these relations (by any, if none is named)."""
        if not self._children:
            found: dict[int, list[int]] = {}
            for index, head in enumerate(self.heads):
                found.setdefault(head, []).append(index)
            self._children.update({head: tuple(below) for head, below in found.items()})
        below = self._children.get(at, ())
        if not relations:
            return below
        return tuple(one for one in below if self.relations[one] in relations)

    def subtree(self, at: int) -> Iterator[int]:
        """Yield a token and all that hangs on it."""
        waiting = [at]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(self.children(one))


class ParsedWord(NamedTuple):
    """One word as a parser cuts it; offsets are of the sentence, `head` an index of its words."""

    start: int
    end: int
    head: int
    relation: str
    tag: str


Trees = Callable[[Sequence[str]], Iterator[tuple[ParsedWord, ...]]]
"""Parses sentences, in order; each on its own, whatever stands beside it."""


def as_tree(tokens: Tokens, parsed: Sequence[ParsedWord]) -> Tree:
    """Return the tree over our tokens of a sentence that a parser cut in its own way.

    A token of several words ("more than 40") is the one of them that the others hang on; of
    several tokens that are one word for the parser, the later hang on the first.
    """
    owner = _owners(tokens, parsed)
    heads: list[int] = []
    tops: list[ParsedWord | None] = []
    for index, words in enumerate(_words_of(tokens, parsed)):
        own = [at for at in words if owner[at] == index]
        top = next((at for at in own if owner[parsed[at].head] != index), next(iter(own), None))
        tops.append(None if top is None else parsed[top])
        head = owner[parsed[top].head] if top is not None else _first_owner(owner, words)
        heads.append(ROOT if head == index else head)
    return Tree(
        _without_circles(heads),
        tuple("dep" if top is None else top.relation for top in tops),
        tuple("XX" if top is None else top.tag for top in tops),
    )


def _without_circles(heads: Sequence[int]) -> tuple[int, ...]:
    """Return the heads with every circle cut: tokens of several words can hang on each other."""
    free = list(heads)
    sound = {ROOT}
    for index in range(len(free)):
        path: list[int] = []
        at = index
        while at not in sound:
            path.append(at)
            if free[at] in path:
                free[at] = ROOT
            at = free[at]
        sound.update(path)
    return tuple(free)


def _first_owner(owner: Sequence[int], words: Sequence[int]) -> int:
    return owner[words[0]] if words else ROOT


def _owners(tokens: Tokens, parsed: Sequence[ParsedWord]) -> list[int]:
    """Return for each parsed word the first token that it shares letters with, ROOT for none."""
    owner: list[int] = []
    index = 0
    for word in parsed:
        while index < len(tokens) and tokens[index].end <= word.start:
            index += 1
        inside = index < len(tokens) and tokens[index].start < word.end
        owner.append(index if inside else ROOT)
    return owner


def _words_of(tokens: Tokens, parsed: Sequence[ParsedWord]) -> Iterator[range]:
    """Yield for each token the parsed words that it shares letters with."""
    at = 0
    for token in tokens:
        while at < len(parsed) and parsed[at].end <= token.start:
            at += 1
        end = at
        while end < len(parsed) and parsed[end].start < token.end:
            end += 1
        yield range(at, end)
