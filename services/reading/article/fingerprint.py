"""A fingerprint of a text by which near-duplicates are known. Pure.

One-permutation MinHash (Li, Owen, Zhang 2012) over runs of four words: each run falls into one
of 32 bins by its hash, and a bin keeps its least hash as one byte; 0 is an empty bin. The share
of equal bins estimates how much of their wording two texts share (Jaccard).
"""

import re
from hashlib import blake2b
from typing import Final

_BINS: Final = 32
_RUN: Final = 4
_WORD: Final = re.compile(r"\w+")


def fingerprint(text: str) -> str:
    """Return 32 bytes in hexadecimal; equal wording gives equal bytes, layout does not count."""
    words = _WORD.findall(text.casefold())
    least: list[int | None] = [None] * _BINS
    for start in range(max(1, len(words) - _RUN + 1)):
        run = _hash(" ".join(words[start : start + _RUN]))
        place, value = run % _BINS, run // _BINS
        known = least[place]
        least[place] = value if known is None else min(known, value)
    return bytes(0 if value is None else 1 + value % 255 for value in least).hex()


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest())
