"""Small changes to passages while a network learns, so that it learns how things are said.

Words are hidden now and then, and the digits of counts change: 147 dead are 382 dead. What the
labels say stays true: years, ones, sums, triggers and the number of word pieces are kept.
"""

import random
from collections import defaultdict
from dataclasses import replace
from typing import Final

from tokenizers import Tokenizer

from tocsin.training.examples import Example

_AS_IT_IS: Final = 0.35
_DIGITS: Final = 0.7
_WORDS: Final = 0.5
"""Draws: below the first nothing changes, below the second digits do, above the third words do."""
_HIDDEN: Final = 0.08
_HIDES: Final = ("[MASK]", "<unk>")
_MARKS: Final = ("[CLS]", "[SEP]", "[PAD]", "<s>", "</s>", "<pad>")
_YEAR: Final = 4


class Variation:
    """Varies examples for one tokeniser."""

    def __init__(self, tokenizer: Tokenizer, chance: random.Random) -> None:
        self._chance = chance
        pieces = tokenizer.get_vocab()
        self._names = {at: piece for piece, at in pieces.items()}
        self._hides = next(pieces[name] for name in _HIDES if name in pieces)
        self._marks = {pieces[name] for name in _MARKS if name in pieces}
        self._digits: dict[tuple[str, int], list[int]] = defaultdict(list)
        for at, piece in sorted(self._names.items()):  # a vocabulary comes in any order
            shape, digits = _shape(piece)
            if shape is not None and not digits.startswith("0"):
                self._digits[shape].append(at)

    def of(self, example: Example) -> Example:
        """Return an example as it is, or with hidden words or other digits."""
        draw = self._chance.random()
        if draw < _AS_IT_IS:
            return example
        ids = list(example.ids)
        if draw < _DIGITS and not any(is_sum for _, _, is_sum in example.sums):
            self._change_digits(ids, example)
        if draw > _WORDS:
            self._hide_words(ids, example)
        return replace(example, ids=ids)

    def _change_digits(self, ids: list[int], example: Example) -> None:
        for first, behind in example.figures:
            if self._chance.random() < 1 / 2:
                ids[first:behind] = map(self._other_digits, ids[first:behind])

    def _other_digits(self, piece: int) -> int:
        shape, digits = _shape(self._names[piece])
        is_year = len(digits) == _YEAR and digits.startswith(("19", "20"))
        if shape is None or digits == "1" or is_year or digits.startswith("0"):
            return piece
        return self._chance.choice(self._digits[shape])

    def _hide_words(self, ids: list[int], example: Example) -> None:
        spans = [*example.figures, *((first, behind) for first, behind, _ in example.spans)]
        kept = {at for first, behind in spans for at in range(first, behind)}
        for at, piece in enumerate(ids):
            if at not in kept and piece not in self._marks and self._chance.random() < _HIDDEN:
                ids[at] = self._hides


def _shape(piece: str) -> tuple[tuple[str, int] | None, str]:
    """Return how a piece joins the one before and how many digits it has, and these; or None."""
    digits = piece.lstrip("#\u2581")
    if not (digits.isascii() and digits.isdigit()):
        return None, ""
    return (piece[: len(piece) - len(digits)], len(digits)), digits
