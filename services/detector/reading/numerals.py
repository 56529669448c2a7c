"""Numerals: where a text writes a number, in digits or in words, and which one.

Digits: 1,037; 20 000; 12,34,567; 1.2 million; 20k. Words: three hundred and thirty-one; half a
million; two and a half thousand; a dozen. Vague: dozens, several thousand, tens of thousands.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from services.detector.reading.number_words import (
    ATOMS,
    DOZENS,
    FRACTION_PARTS,
    MAGNITUDES,
    SHORT_MAGNITUDES,
    VAGUE,
    VAGUE_SINGULAR,
)

SPACES: Final = " \u00a0\u2007\u2009\u202f"
"""Spaces that group thousands; the odd ones where the text was not cleaned before."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number as written, at `start` to `end`.

    `value` is None where it is no whole number ("3.5", "two thirds"). `dotted` is what
    "1.037" means where dots group thousands. `scale` is the magnitude word at its end, which a
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


# At most six groups: enough for any count, and no text can make the search go back far.
_DIGITS: Final = re.compile(
    rf"""
      (?P<indian>[0-9]{{1,2}}(?:,[0-9]{{2}}){{1,4}},[0-9]{{3}})(?![0-9])
    | (?P<comma>[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,6}}(?![0-9]|,[0-9])(?:\.[0-9]{{1,9}}(?![0-9]))?)
    | (?P<space>[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}}){{1,6}})(?![0-9]|[,.][0-9]|-[0-9])
    | (?P<other>[0-9]+(?:\.[0-9]+){{2,}}(?![0-9]))
    | (?P<dot>[0-9]{{1,3}}\.[0-9]{{3}})(?![0-9]|[,.][0-9])
    | (?P<decimal>[0-9]+\.[0-9]+)
    | (?P<plain>[0-9]+)
    """,
    re.VERBOSE,
)
_MAGNITUDE: Final = re.compile(
    r"[ -]?(?P<word>hundred|thousand|lakh|million|crore|billion|trillion)"
    r"(?P<half> and a half| and one half| and a quarter)?(?![a-z])"
    r"|(?P<short>k|mn|mln|mil|m|bn|bln|b|tn|tln)(?![a-z0-9])"
)
_FRACTION_OF: Final = re.compile(
    r" and (?P<part>a half|one half|a quarter|three quarters)[ -]"
    r"(?P<of>hundred|thousand|million|billion)\b"
)
_DIGIT_WORD: Final = "(?:" + "|".join(list(ATOMS)[:10]) + ")"
_POINT: Final = re.compile(
    rf" point (?P<digits>{_DIGIT_WORD}(?: {_DIGIT_WORD}){{0,6}})"
    r"(?: (?P<of>thousand|lakh|million|crore|billion|trillion))?(?![a-z])"
)
_WORD: Final = re.compile(r"[a-z]+")
_JOINT: Final = re.compile(
    rf",?[{SPACES}]{{1,3}}(?:and|&)[{SPACES}]{{1,3}}(?=[a-z])"
    rf"|[{SPACES}]?-[{SPACES}]?(?=[a-z])|[{SPACES}]{{1,3}}(?=[a-z])"
)
_HALF: Final = re.compile(
    r"(?P<part>half|quarter|three[ -]quarters)(?:[ -]of)?(?:[ -]an?)?[ -]"
    r"(?P<of>dozen|hundred|thousand|lakh|million|crore|billion)(?![a-z])"
)
_PARTS: Final = {
    "half": Decimal("0.5"),
    "a half": Decimal("0.5"),
    "one half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "a quarter": Decimal("0.25"),
    "three quarters": Decimal("0.75"),
    "three-quarters": Decimal("0.75"),
}
_VAGUE: Final = re.compile(
    r"(?P<some>(?:several|many|a few|few|a couple(?: of)?|couple(?: of)?|countless|untold)[ -])?"
    r"(?:(?P<plural>tens|dozens|scores|hundreds|thousands|lakhs|millions|crores|billions)"
    r"(?: and (?P=plural))?"
    # "hundreds, possibly thousands, of": the lower of the two is sure.
    r"(?:,? (?:and |or )?(?:if not|possibly|perhaps|or even|or|maybe)(?: even)?"
    r" (?:tens of |hundreds of )?(?:hundreds|thousands|millions),?(?= of))?"
    r"(?:[ -]of[ -](?P<of>hundreds|thousands|lakhs|millions|crores|billions))?"
    r"|(?P<bare>dozen|score|hundred|thousand|lakh|million|crore|billion)s?"
    r"(?:[ -](?P<times>thousand|lakh|million|crore|billion))?)"
    r"(?![a-z])"
)
_COUPLE: Final = re.compile(r"(?:a )?couple(?: of)?(?![a-z])(?! hundred| thousand| dozen| million)")
_ARTICLED: Final = re.compile(
    r"an? (?=(?:dozen|score of|hundred|thousand|lakh|million|crore|billion|trillion)(?![a-z]))"
)
_FRACTION_WORD: Final = re.compile(r"(?:[ -]| - )([a-z]+)(?![a-z])")
_MAX_DIGITS: Final = 15
_HUNDRED: Final = 100
_TEN: Final = 10
_TWENTY: Final = 20


def numeral_at(lower: str, start: int) -> Numeral | None:
    """Return the numeral of a lower-case text that begins at `start`; None where none does."""
    if lower[start].isdigit():
        return _digits_at(lower, start)
    return _vague_at(lower, start) or _part_at(lower, start) or _words_at(lower, start)


def _digits_at(lower: str, start: int) -> Numeral | None:
    match = _DIGITS.match(lower, start)
    if match is None:
        return None
    shape, written, end = match.lastgroup, match.group(), match.end()
    dotted = None
    if shape == "other" or len(written) > _MAX_DIGITS:
        value: Decimal | None = None
    elif shape == "space":
        value = Decimal("".join(c for c in written if c.isdigit()))
    else:
        value = Decimal(written.replace(",", ""))
        if shape == "dot":
            dotted = int(written.replace(".", "")) if written[0] != "0" else None
    plain, times = shape == "plain", 1
    scale = _MAGNITUDE.match(lower, end)
    short = scale is not None and scale["short"] is not None
    if scale is not None and value is not None:
        times, end = _times(scale), scale.end()
        value, plain, dotted = _scaled(value, scale, times), False, None
    elif value is not None and (part := _FRACTION_OF.match(lower, end)):
        value = (value + _PARTS[part["part"]]) * VAGUE_SINGULAR[part["of"]]
        end, plain = part.end(), False
    if dotted is not None or (value is not None and _fraction_follows(lower, end)):
        value = None
    return Numeral(
        start,
        end,
        _whole(value),
        digits=True,
        plain=plain,
        dotted=dotted,
        abbreviated=short,
        scale=times,
    )


def _times(scale: re.Match[str]) -> int:
    if scale["short"]:
        return SHORT_MAGNITUDES[scale["short"]]
    return _HUNDRED if scale["word"] == "hundred" else MAGNITUDES[scale["word"]]


def _scaled(value: Decimal, scale: re.Match[str], times: int) -> Decimal:
    if scale["half"]:
        value += Decimal("0.25") if "quarter" in scale["half"] else Decimal("0.5")
    return value * times


def _whole(value: Decimal | None) -> int | None:
    if value is None or value != value.to_integral_value():
        return None
    return int(value)


def _fraction_follows(lower: str, end: int) -> bool:
    match = _FRACTION_WORD.match(lower, end)
    return match is not None and match[1] in FRACTION_PARTS and match[1] != "second"


def _vague_at(lower: str, start: int) -> Numeral | None:
    match = _VAGUE.match(lower, start)
    if match is not None:
        low = _vague_low(match)
        if low is not None:
            return Numeral(start, match.end(), low, vague=True)
    couple = _COUPLE.match(lower, start)
    if couple is not None:
        return Numeral(start, couple.end(), 2)
    return None


def _vague_low(match: re.Match[str]) -> int | None:
    plural, bare = match["plural"], match["bare"]
    if plural is not None:
        low = VAGUE[plural]
        return low * VAGUE[match["of"]] // 2 if match["of"] else low
    if match["some"] is None:
        return None
    return 2 * VAGUE_SINGULAR[bare] * (MAGNITUDES[match["times"]] if match["times"] else 1)


def _part_at(lower: str, start: int) -> Numeral | None:
    """Read "half a million", "a quarter of a million"."""
    begin = start + 2 if lower.startswith("a ", start) else start
    match = _HALF.match(lower, begin)
    if match is None:
        return None
    return Numeral(start, match.end(), _whole(_PARTS[match["part"]] * VAGUE_SINGULAR[match["of"]]))


@dataclass(slots=True)
class _Sum:
    """A number in words while it is read, left to right."""

    total: int = 0
    group: int | None = None
    last: int = 10**18
    closed: bool = False

    def take(self, word: str, joint: str) -> bool:
        """Add a word; False where it cannot go on the number."""
        if self.closed:
            return False
        if word in ATOMS:
            return self._atom(ATOMS[word], joint)
        if word == "hundred":
            if self.group is None or not 0 < self.group < _HUNDRED:
                return False
            self.group *= _HUNDRED
            return True
        if word in DOZENS or word == "dozens":
            self.group = (self.group or 1) * DOZENS.get(word, 12)
            self.closed = True
            return True
        return self._magnitude(MAGNITUDES.get(word))

    def _atom(self, atom: int, joint: str) -> bool:
        if self.group is None:
            self.group = atom
            return self.total == 0 or "-" not in joint
        rest = self.group % _HUNDRED
        if rest == 0 and self.group > 0 and "-" not in joint:
            self.group += atom
            return atom > 0
        if rest >= _TWENTY and rest % _TEN == 0 and 0 < atom < _TEN and "and" not in joint:
            self.group += atom
            return True
        return False

    def _magnitude(self, one: int | None) -> bool:
        if one is None or one >= self.last or self.group is None:
            return False
        self.total += self.group * one
        self.group, self.last = None, one
        return True


def _words_at(lower: str, start: int) -> Numeral | None:
    """Read "three hundred and thirty-one", "two and a half million", "a dozen"."""
    articled = _ARTICLED.match(lower, start)
    at = articled.end() if articled else start
    number, end = _Sum(), start
    word = _WORD.match(lower, at)
    if word is not None and (articled or word.group() in {"hundred", *MAGNITUDES}):
        number.group = None if word.group() in DOZENS else 1
    joint, scale = "", 1
    while word is not None and number.take(word.group(), joint):
        end = word.end()
        scale = VAGUE_SINGULAR.get(word.group(), 1)
        between = _JOINT.match(lower, end)
        if between is None:
            break
        joint, word = between.group(), _WORD.match(lower, between.end())
    if end == start:
        return None
    value = Decimal(number.total + (number.group or 0))
    part = _FRACTION_OF.match(lower, end)
    point = _POINT.match(lower, end)
    if point is not None and value < _HUNDRED * _TEN:
        return _decimal(start, value, point)
    if part is not None:
        value = (value + _PARTS[part["part"]]) * VAGUE_SINGULAR[part["of"]]
        end = part.end()
    elif lower.startswith((" and a half", " and one half"), end) and number.last < 10**18:
        value += Decimal(number.last) / 2
        end = lower.index("half", end) + 4
    if _fraction_follows(lower, end):
        return Numeral(start, end, None)
    return Numeral(start, end, _whole(value), scale=scale)


def _decimal(start: int, value: Decimal, point: re.Match[str]) -> Numeral:
    """Read "five point six million"."""
    digits = "".join(str(ATOMS[word]) for word in point["digits"].split())
    scale = MAGNITUDES[point["of"]] if point["of"] else 1
    return Numeral(start, point.end(), _whole(Decimal(f"{value}.{digits}") * scale), scale=scale)
