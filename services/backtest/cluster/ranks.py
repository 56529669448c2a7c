"""The one order of all reports: by publication, then as the archive has them. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tocsin.services.backtest.cluster.kept import PieceRead, Segment

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Moments:
    """The publications that move the clock on, of all countries."""

    times: Numbers
    """In microseconds, ascending."""
    ranks: Numbers
    """The place of each among all reports."""


@dataclass(frozen=True, slots=True)
class RankedSegment:
    """Some reports of one country, and their places among all reports."""

    key: str
    """Of the piece."""
    segment: Segment
    ranks: Numbers


@dataclass(frozen=True, slots=True)
class Ranked:
    """All reports in their order."""

    moments: Moments
    countries: dict[str, tuple[RankedSegment, ...]]

    @property
    def reports(self) -> int:
        """How many there are."""
        return sum(len(one.ranks) for some in self.countries.values() for one in some)


def ranked(read: Iterable[tuple[str, PieceRead]]) -> Ranked:
    """Put the reports of all pieces into their order.

    Args:
        read: pieces in the order of the archive, each with its key.
    """
    segments: list[tuple[str, Segment]] = []
    pieces: list[Numbers] = []
    for number, (key, piece) in enumerate(read):
        for segment in piece.segments:
            segments.append((key, segment))
            pieces.append(np.full(len(segment.times), number, np.int64))
    times = _joined([np.array(one.times, np.int64) for _, one in segments])
    numbers = _joined([np.array(one.numbers, np.int64) for _, one in segments])
    moving = _joined([np.array(one.moving, np.int64) for _, one in segments]).astype(bool)
    order = np.lexsort((numbers, _joined(pieces), times))
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    is_moving = moving[order]
    moments = Moments(times[order][is_moving], np.flatnonzero(is_moving))
    countries: dict[str, list[RankedSegment]] = defaultdict(list)
    start = 0
    for key, segment in segments:
        end = start + len(segment.times)
        countries[segment.country].append(RankedSegment(key, segment, ranks[start:end]))
        start = end
    return Ranked(moments, {name: tuple(some) for name, some in countries.items()})


def _joined(parts: list[Numbers]) -> Numbers:
    return np.concatenate(parts) if parts else np.empty(0, np.int64)
