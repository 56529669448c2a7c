"""What Kafka deleted before it was read: retention has overtaken the reader. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from faust.types import TP


@dataclass(frozen=True, slots=True)
class Gap:
    """Messages of a partition that nobody will read any more."""

    tp: TP
    begin: int
    end: int
    """Offset behind the last of them."""

    @property
    def messages(self) -> int:
        """How many offsets that are; transactions use one each for themselves."""
        return self.end - self.begin


class Gaps:
    """Knows which offset of each partition comes next, and so what is missing."""

    def __init__(self) -> None:
        self._next: dict[TP, int] = {}

    def begin(self, offsets: Mapping[TP, int]) -> None:
        """Note where reading begins; partitions that are not named belong to others now."""
        self._next = dict(offsets)

    def jump(self, tp: TP, first: int, last: int) -> Gap | None:
        """Take the offsets that a fetch brought; return what is between it and the one before.

        That is not a loss yet: the markers of transactions leave holes, too.
        """
        due = self._next.get(tp, first)
        self._next[tp] = last + 1
        return Gap(tp, due, first) if first > due else None

    def behind(self, begins: Mapping[TP, int]) -> list[TP]:
        """Return the partitions that now begin after the position of the reading."""
        return [tp for tp, begin in begins.items() if self._next.get(tp, begin) < begin]

    def skipped(self, tp: TP, position: int) -> Gap | None:
        """Take a position that the consumer went to by itself; return what it left out."""
        due = self._next.get(tp, position)
        if position <= due:
            return None
        self._next[tp] = position
        return Gap(tp, due, position)


def lost(gap: Gap, begins: Mapping[TP, int]) -> Gap | None:
    """Return what of a gap Kafka has deleted, by where its partitions begin now."""
    end = min(gap.end, begins.get(gap.tp, gap.begin))
    return Gap(gap.tp, gap.begin, end) if end > gap.begin else None
