"""Numbers of languages that say the magnitude first: "thousand three and hundred five"."""

from collections.abc import Sequence

from tocsin.services.reading.lexicon.lexicon import Lexicon, NumberPart, Role
from tocsin.services.reading.tables.adding_up import Sum, of_vague, whole
from tocsin.services.reading.tables.number import Number
from tocsin.services.reading.tables.tokens import Sort, Token, value_of


def magnitude_first_at(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> Number | None:
    """Return the number that begins at a token; None if none does."""
    reader = _Reader(lexicon)
    at = behind = first
    while at < len(tokens) and tokens[at].sort is not Sort.MARK:
        taken = reader.take(tokens[at])
        if taken is None:
            break
        at += 1
        behind = at if taken else behind
    if behind == first:
        return None
    plain = behind == first + 1 and tokens[first].text.isdigit()
    return reader.number(first, behind, plain=plain)


class _Reader:
    """Adds up groups: each a magnitude, and how many of it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._groups: list[tuple[float, Sum]] = []
        self._joined = self._digits = False
        self._vague: float | None = None

    def take(self, token: Token) -> bool | None:
        """Add a token; True if it counts, False if it only joins, None if it ends all."""
        if token.sort is Sort.NUMBER:
            return self._take_digits(token)
        parts = self._lexicon.parts_of(token.text)
        role = parts[0].role if parts else None
        if role is Role.JOIN and self._groups and not self._joined:
            self._joined = True
            return False
        if role is Role.VAGUE and not self._groups:
            value = parts[0].value
            self._vague = value if self._vague is None else of_vague(self._vague, value / 2)
            return True
        if self._vague is not None:
            return False if token.text in self._lexicon.links else None
        if role is None or not self._take_word(parts[0]):
            return None
        self._joined = False
        return True

    def _take_digits(self, token: Token) -> bool | None:
        groups = self._groups
        value = value_of(token.text, self._lexicon.writing.decimal, scaled=bool(groups))
        full = bool(groups) and (groups[-1][1].words > 0 or self._joined)
        if value is None or full or self._vague is not None:
            return None
        if not groups:
            groups.append((1, Sum(units_first=False)))
        self._digits = groups[-1][1].digits(value, after_space=True)
        return True

    def _take_word(self, part: NumberPart) -> bool:
        """Add a word to the groups; False if it does not go on them."""
        groups, fresh = self._groups, Sum(units_first=False)
        if part.role is Role.TIMES:
            return self._take_times(part)
        if part.role is Role.FRACTION and not groups:
            groups.append((1, fresh))
            return fresh.add(part)
        if part.role is not Role.ATOM:
            return False
        goes_on = bool(groups) and (self._joined or not groups[-1][1].words)
        if goes_on and groups[-1][1].add(part):
            return True
        if groups and (not self._joined or groups[-1][0] <= part.value):
            return False
        groups.append((1, fresh))
        return fresh.add(part)

    def _take_times(self, part: NumberPart) -> bool:
        groups = self._groups
        if len(groups) == 1 and groups[0][0] == 1 and 0 < groups[0][1].group < 1:
            groups[0] = part.value, groups[0][1]  # "a quarter million"
            return True
        if groups and (not self._joined or part.value >= groups[-1][0]):
            return False
        groups.append((part.value, Sum(units_first=False, rough=part.rough)))
        return True

    def number(self, first: int, behind: int, *, plain: bool) -> Number:
        """Return what was read."""
        if self._vague is not None:
            return Number(first, behind, int(self._vague), vague=True)
        groups = self._groups
        total = sum(times * (one.total + one.group if one.words else 1) for times, one in groups)
        return Number(
            first,
            behind,
            whole(total),
            rough=any(one.rough for _, one in groups),
            digits=self._digits,
            plain=plain,
            scale=groups[0][0] if len(groups) == 1 else 1,
        )
