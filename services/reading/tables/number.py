"""A number as a text writes it."""

from typing import NamedTuple


class Number(NamedTuple):
    """One number as written: tokens from `first` to `behind`, exclusive.

    `value` is None if it is no whole number. `scale` is the magnitude at its end, which a
    range shares with its low side.
    """

    first: int
    behind: int
    value: int | None
    vague: bool = False
    rough: bool = False
    digits: bool = False
    plain: bool = False
    article: bool = False
    scale: float = 1
    single: int | None = None
    """What a vague word means where it is one: "over a thousand", beside "thousands"."""

    def alone(self) -> "Number":
        """Return the number that a bound makes of a vague word."""
        return self if self.single is None else self._replace(value=self.single, vague=False)
