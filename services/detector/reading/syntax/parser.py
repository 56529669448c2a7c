"""Patterns first; a dependency tree for the sentences where they leave a count over."""

from collections.abc import Iterable
from itertools import islice
from typing import Final

from services.detector.reading.meaning.situation import Situation
from services.detector.reading.syntax.second_opinion import can_change, left_over, reconsidered
from services.detector.reading.syntax.tree import Trees, as_tree
from services.detector.reading.words.parsing import PATTERNS, CandidateSentence, Situations

_AT_ONCE: Final = 512
"""Sentences that are held at a time; one in ten of them is parsed."""

_LONGEST: Final = 600
"""Characters; what is longer is a list, or no sentence."""

Read = tuple[CandidateSentence, tuple[Situation, ...]]


class TreeParser:
    """Reads clauses by patterns, and asks a dependency parser where they are unsure."""

    def __init__(self, trees: Trees) -> None:
        self._trees = trees

    def situations(self, candidates: Iterable[CandidateSentence]) -> Situations:
        """Yield each sentence with one situation for each of its cues, in order."""
        read = PATTERNS.situations(candidates)
        while held := list(islice(read, _AT_ONCE)):
            yield from self._reconsidered(held)

    def _reconsidered(self, held: list[Read]) -> Situations:
        left = [
            _asked_about(one, situations) if _is_worth_it(one) else frozenset()
            for one, situations in held
        ]
        asked = [one.sentence.text for (one, _), over in zip(held, left, strict=True) if over]
        parsed = iter(self._trees(asked) if asked else ())
        for (one, situations), over in zip(held, left, strict=True):
            if not over:
                yield one, situations
                continue
            tree = as_tree(one.tokens, next(parsed))
            yield one, tuple(reconsidered(tree, each, over) for each in situations)


def _asked_about(one: CandidateSentence, situations: tuple[Situation, ...]) -> frozenset[int]:
    """Return the counts that are left over, where some situation could change by them."""
    left = left_over(one.tokens, situations)
    return left if left and any(can_change(each, left) for each in situations) else frozenset()


def _is_worth_it(one: CandidateSentence) -> bool:
    return one.early and len(one.sentence.text) <= _LONGEST
