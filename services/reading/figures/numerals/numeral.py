"""A numeral: one number as a text writes it."""

from typing import Final, NamedTuple

SPACES: Final = " \u00a0\u2007\u2009\u202f"
"""Spaces that group thousands; the odd ones if the text was not cleaned before."""


class Numeral(NamedTuple):
    """One number as written, at `start` to `end`.

    `value` is None if it is not a whole number ("3.5", "two thirds"). `dotted` is what
    "1.037" means if dots group thousands. `scale` is the magnitude word at its end, which a
    range shares with its low side ("2 to 3 million"). `plain` says: digits only, without grouping.
    """

    start: int
    end: int
    value: int | None
    vague: bool = False
    digits: bool = False
    plain: bool = False
    dotted: int | None = None
    abbreviated: bool = False
    scale: int = 1
