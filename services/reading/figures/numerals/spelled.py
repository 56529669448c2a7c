"""Numbers in words: "three hundred and thirty-one", "half a million", "tens of thousands"."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from tocsin.services.reading.figures.numerals.fractions import (
    FRACTION_OF,
    fraction_follows,
    whole,
)
from tocsin.services.reading.figures.numerals.number_words import (
    ATOMS,
    COUPLE,
    DIGIT_WORDS,
    DOZENS,
    HUNDRED,
    HUNDREDS,
    IF_NOT,
    MAGNITUDE,
    MAGNITUDES,
    MULTIPLE,
    PART,
    PARTS,
    SCORE,
    SEVERAL,
    VAGUE,
    VAGUE_SINGULAR,
)
from tocsin.services.reading.figures.numerals.numeral import SPACES, Numeral
from tocsin.services.reading.lexicon.english.listed import either

_DIGIT_WORD: Final = either(DIGIT_WORDS)

_POINT: Final = re.compile(
    rf" point (?P<digits>{_DIGIT_WORD}(?: {_DIGIT_WORD}){{0,6}})(?: (?P<of>{MAGNITUDE}))?(?![a-z])"
)

_WORD: Final = re.compile(r"[a-z]+")

_JOINT: Final = re.compile(
    rf",?[{SPACES}]{{1,3}}(?:and|&)[{SPACES}]{{1,3}}(?=[a-z])"
    rf"|[{SPACES}]?-[{SPACES}]?(?=[a-z])|[{SPACES}]{{1,3}}(?=[a-z])"
)

_PART_OF: Final = re.compile(
    rf"(?P<part>{PART})(?:[ -]of)?(?:[ -]an?)?(?:-| {{1,3}})(?P<of>{MULTIPLE})(?![a-z])"
)

_PLURAL: Final = either(VAGUE)
_GREAT: Final = either(word for word, least in VAGUE.items() if least > HUNDRED)
_VAGUE: Final = re.compile(
    rf"(?P<some>{SEVERAL}[ -])?"
    rf"(?:(?P<plural>{_PLURAL})(?: and (?P=plural))?"
    # "hundreds, possibly thousands, of": the lower of the two is sure.
    rf"(?:,? (?:and |or )?{IF_NOT}(?: even)? (?:{_PLURAL} of )?{_GREAT},?(?= of))?"
    rf"(?:[ -]of[ -](?P<of>{_GREAT}))?"
    rf"|(?P<bare>{MULTIPLE})s?(?:[ -](?P<times>{MAGNITUDE}))?)"
    r"(?![a-z])"
)

_COUPLE: Final = re.compile(rf"{COUPLE}(?![a-z])(?! {MULTIPLE})")

_ARTICLED: Final = re.compile(rf"an? (?=(?:(?!{SCORE}){MULTIPLE}|{SCORE} of)(?![a-z]))")

_AND_HALF: Final = re.compile(rf" and (?:a|one) half(?! (?:{MAGNITUDE}|of))(?![a-z])")

_TEN: Final = 10

_TWENTY: Final = 20


def vague_at(lower: str, start: int) -> Numeral | None:
    """Read "dozens", "several thousand", "tens of thousands", "by the hundred", "a couple of"."""
    match = _VAGUE.match(lower, start)
    if match is not None:
        low = _vague_low(match, by_the=lower.endswith("by the ", 0, start))
        if low is not None:
            return Numeral(start, match.end(), low, vague=True)
    couple = _COUPLE.match(lower, start)
    if couple is not None:
        return Numeral(start, couple.end(), 2)
    return None


def _vague_low(match: re.Match[str], *, by_the: bool) -> int | None:
    """Return the least that a vague word means; "by the hundred" means hundreds."""
    plural, bare = match["plural"], match["bare"]
    if plural is not None:
        low = VAGUE[plural]
        return low * VAGUE[match["of"]] // 2 if match["of"] else low
    if match["some"] is None and not by_the:
        return None
    return 2 * VAGUE_SINGULAR[bare] * (MAGNITUDES[match["times"]] if match["times"] else 1)


def part_at(lower: str, start: int) -> Numeral | None:
    """Read "half a million", "a quarter of a million"."""
    begin = start + 2 if lower.startswith("a ", start) else start
    match = _PART_OF.match(lower, begin)
    if match is None:
        return None
    return Numeral(start, match.end(), whole(PARTS[match["part"]] * VAGUE_SINGULAR[match["of"]]))


@dataclass(slots=True)
class _Sum:
    """A number in words while it is read, left to right."""

    total: int = 0
    group: int | None = None
    last: int = 10**18
    closed: bool = False

    def take(self, word: str, joint: str) -> bool:
        """Add a word; False if it cannot continue the number."""
        if self.closed:
            return False
        if word in ATOMS:
            return self._atom(ATOMS[word], joint)
        if word in HUNDREDS:
            if self.group is None or not 0 < self.group < HUNDRED:
                return False
            self.group *= HUNDRED
            return True
        if word in DOZENS:
            whole, rest = divmod(self.group or 1, HUNDRED)
            self.group = whole * HUNDRED + rest * DOZENS[word]
            self.closed = True
            return True
        return self._magnitude(MAGNITUDES.get(word))

    def _atom(self, atom: int, joint: str) -> bool:
        if self.group is None:
            self.group = atom
            return self.total == 0 or "-" not in joint
        rest = self.group % HUNDRED
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


def words_at(lower: str, start: int) -> Numeral | None:
    """Read "three hundred and thirty-one", "two and a half million", "a dozen"."""
    articled = _ARTICLED.match(lower, start) if lower[start] == "a" else None
    at = articled.end() if articled else start
    number, end = _Sum(), start
    word = _WORD.match(lower, at)
    if word is not None and (articled or word.group() in HUNDREDS | MAGNITUDES.keys()):
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
    if not lower.startswith((" and ", " point "), end):
        exact = None if fraction_follows(lower, end) else number.total + (number.group or 0)
        return Numeral(start, end, exact, scale=scale)
    value = Decimal(number.total + (number.group or 0))
    part = FRACTION_OF.match(lower, end)
    point = _POINT.match(lower, end)
    if point is not None and value < HUNDRED * _TEN:
        return _decimal(start, value, point)
    if part is not None and value < HUNDRED:
        value = (value + PARTS[part["part"]]) * VAGUE_SINGULAR[part["of"]]
        end = part.end()
    elif number.last < 10**18 and (half := _AND_HALF.match(lower, end)):
        value += Decimal(number.last) / 2
        end = half.end()
    if fraction_follows(lower, end):
        return Numeral(start, end, None)
    return Numeral(start, end, whole(value), scale=scale)


def _decimal(start: int, value: Decimal, point: re.Match[str]) -> Numeral:
    """Read "five point six million"."""
    digits = "".join(str(ATOMS[word]) for word in point["digits"].split())
    scale = MAGNITUDES[point["of"]] if point["of"] else 1
    return Numeral(start, point.end(), whole(Decimal(f"{value}.{digits}") * scale), scale=scale)
