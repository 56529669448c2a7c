"""Is work progressing? Decided from the offsets alone; pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from faust.types import TP


@dataclass(frozen=True, slots=True)
class Stand:
    """How far the work on a partition has come, and how far the partition reaches."""

    done: int
    end: int


@dataclass(frozen=True, slots=True)
class _Advance:
    """When the work last came on, or had all done, and how far the partition reached then."""

    at: float
    done: int
    end: int


class Progress:
    """Remembers when each partition last advanced.

    A partition is stuck when messages came since and none of what is there was done. That
    the end alone lies ahead is not a sign: it may do so forever, by a transaction's marker.
    """

    def __init__(self) -> None:
        self._advances: dict[TP, _Advance] = {}
        self._stands: Mapping[TP, Stand] = {}

    def take(self, stands: Mapping[TP, Stand], now: float) -> None:
        """Take what was just seen; partitions that are not named belong to others now."""
        self._advances = {
            tp: self._advance(self._advances.get(tp), stand, now) for tp, stand in stands.items()
        }
        self._stands = stands

    def standing_still(self, now: float, patience: float) -> TP | None:
        """Return a partition that has been stuck for more than `patience` seconds, if any."""
        for tp, advance in self._advances.items():
            if now - advance.at > patience and self._stands[tp].end > advance.end:
                return tp
        return None

    @staticmethod
    def _advance(before: _Advance | None, stand: Stand, now: float) -> _Advance:
        if before is None or stand.done != before.done or stand.done >= stand.end:
            return _Advance(now, stand.done, stand.end)
        return before
