"""The value of a number that words write, part by part."""

from dataclasses import dataclass
from typing import Final

from tocsin.services.reading.lexicon.lexicon import NumberPart, Role, vague_of

_TEN: Final = 10
_TWENTY: Final = 20
_FOUR: Final = 4
_HUNDRED: Final = 100
THOUSAND: Final = 1000
_DOZENS: Final = 24
_SCORES: Final = frozenset({60, 80})
"""Tens that take eleven to nineteen on top: "quatre-vingt-onze"."""
_WHOLE: Final = 1e-6


def whole(number: float) -> int | None:
    """Return a number if it is a whole one above nought."""
    near = round(number)
    return near if abs(number - near) < _WHOLE and near > 0 else None


def of_vague(vague: float, times: float) -> float:
    """Return the least that "dozens of thousands" and the like mean."""
    return times * (_TWENTY if vague == _DOZENS else vague)


@dataclass(slots=True)
class Sum:
    """A number under way."""

    units_first: bool
    total: float = 0
    group: float = 0
    last: float = float("inf")
    """The last magnitude of a thousand or more: what follows must be less."""
    scale: float = 1
    vague: float | None = None
    several: bool = False
    single: float | None = None
    rough: bool = False
    words: int = 0
    article: bool = False
    joined: bool = False

    def add(self, part: NumberPart) -> bool:
        """Take the next part; False if it does not go on the number."""
        if part.role is Role.ATOM:
            taken = self._atom(part)
        elif part.role is Role.TIMES:
            taken = self._times(part)
        elif part.role is Role.FRACTION:
            taken = self._fraction(part.value)
        elif part.role is Role.TEEN:
            taken = self._teen()
        else:
            taken = part.role is Role.VAGUE and self._vague(part.value)
        self.words += taken
        self.joined = self.joined and not taken
        return taken

    def _teen(self) -> bool:
        """Add ten to a unit: "two teen"."""
        taken = 0 < self.group % _TEN == self.group % _HUNDRED and not self.joined
        self.group += _TEN if taken else 0
        self.article = False
        return taken

    def _atom(self, part: NumberPart) -> bool:
        value = part.value
        if part.teen and self._teen():
            return True
        if value == _TWENTY and self.group % _HUNDRED == _FOUR and not self.joined:
            self.group += _FOUR * _TWENTY - _FOUR  # "quatre-vingt"
            return True
        if self.several or self.vague is not None or not self._fits(value):
            return False
        self.article = part.article and self.words == 0
        if value >= THOUSAND:
            self.total += value
            self.last = THOUSAND
        else:
            self.group += value
        self.scale = 1
        return True

    def _fits(self, value: float) -> bool:
        if value >= self.last:
            return False
        if self.group == 0:
            return self.words == 0 or self.total > 0
        low = self.group % _HUNDRED
        if value >= _HUNDRED:
            return False
        if low == 0:
            return True
        if low % _TEN == 0 and value < _TEN:
            return True
        if low in _SCORES and value < _TWENTY:
            return True
        return self.units_first and self.joined and low < _TEN and value % _TEN == 0

    def _times(self, part: NumberPart) -> bool:
        times = part.value
        if self.several:
            self.several, self.vague = False, part.vague or vague_of(times)
            return True
        if self.vague is not None:
            if times < THOUSAND:
                return False
            self.single = None
            self.vague = of_vague(self.vague, times)
            return True
        if self.words == 0 and part.vague is not None:
            self.vague, self.single = part.vague, times
            return True
        if self.words == 0 and part.alone is not None:
            self.total, self.last = part.alone, times
            return True
        if times >= self.last or (self.group == 0 and self.words and self.joined):
            return False
        self.rough = part.rough and self.group <= 1
        self.article = False
        if times >= THOUSAND:
            self.total += (self.group or 1) * times
            self.group, self.last, self.scale = 0, times, times
            return True
        unit = self.group % times if times in {_TEN, _HUNDRED} else self.group
        self.group += (unit or 1) * times - unit
        self.scale = times if self.total == 0 else 1
        return True

    def _fraction(self, value: float) -> bool:
        if self.several or self.vague is not None:
            return False
        if self.group == 0 and self.total:
            self.total += value * self.last
        elif self.article or self.group == 0:
            self.group = value
        else:
            self.group += value
        self.article = False
        return True

    def _vague(self, value: float) -> bool:
        if self.vague is not None:
            if value < THOUSAND:
                return False
            self.vague = of_vague(self.vague, value / 2)
            return True
        if self.group in {_TEN, _HUNDRED} and value >= THOUSAND:
            self.vague = self.group * value  # "on binlerce": tens of thousands
            return True
        if self.words and not self.article:
            return False
        self.vague, self.several, self.article = value, False, False
        return True

    def digits(self, value: float, *, after_space: bool) -> bool:
        """Take a number in digits; behind another only what its magnitude leaves open."""
        first = self.words == 0
        below = self.total > 0 and self.group == 0 and value < self.last and after_space
        if not first and not (below and value == int(value)):
            return False
        if first and value >= THOUSAND:
            self.last = float("inf")
        self.group = value
        self.words += 1
        self.scale = 1
        return True

    def value(self) -> int | None:
        """Return the whole number; None if it is none."""
        return whole(self.total + self.group if self.vague is None else self.vague)
