"""Numbers as a language writes them, in digits, in words and in both, by its tables."""

from collections.abc import Sequence
from dataclasses import replace

from tocsin.services.reading.lexicon.lexicon import Lexicon, NumberPart, Role
from tocsin.services.reading.tables.adding_up import THOUSAND, Sum
from tocsin.services.reading.tables.magnitude_first import magnitude_first_at
from tocsin.services.reading.tables.number import Number
from tocsin.services.reading.tables.tokens import Sort, Token, value_of


def number_at(tokens: Sequence[Token], first: int, lexicon: Lexicon) -> Number | None:
    """Return the number that begins at a token; None if none does."""
    if lexicon.writing.magnitude_first:
        return magnitude_first_at(tokens, first, lexicon)
    reader = _Reader(tokens, first, lexicon)
    reader.read()
    return reader.number()


class _Reader:
    """Reads one number from its first token on."""

    def __init__(self, tokens: Sequence[Token], first: int, lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._first = first
        self._lexicon = lexicon
        self._sum = Sum(lexicon.writing.units_first)
        self._behind = first
        self._digits = False
        self._before_join: tuple[Sum, int] | None = None

    def read(self) -> None:
        """Take tokens as long as they go on the number."""
        at = self._first
        while at < len(self._tokens) and self._goes_on(at):
            at += 1

    def _goes_on(self, at: int) -> bool:
        token = self._tokens[at]
        if token.sort is Sort.MARK:
            begun = self._behind > self._first
            return begun and _is_inner_mark(self._tokens, at, self._lexicon, digits=self._digits)
        known = replace(self._sum), self._behind
        taken = _taken(self._sum, self._tokens, at, self._lexicon)
        if taken is None:
            if self._before_join is not None and _is_magnitude(self._tokens, at, self._lexicon):
                self._sum, self._behind = self._before_join  # "50,000 and 60,000" are two numbers
            return False
        if self._sum.joined and not known[0].joined:
            self._before_join = known
        self._digits = self._digits or (taken and token.sort is Sort.NUMBER)
        if taken:
            self._behind = at + 1
        return taken or self._sum.words > 0 or self._sum.several

    def number(self) -> Number | None:
        """Return what was read; None if that is no number."""
        if self._behind == self._first:
            return None
        sum_, first = self._sum, self._first
        behind = _with_stop(self._tokens, self._behind, self._lexicon)
        return Number(
            first,
            behind,
            sum_.value(),
            vague=sum_.vague is not None,
            rough=sum_.rough,
            digits=self._digits,
            plain=behind == first + 1 and self._tokens[first].text.isdigit(),
            article=sum_.article and sum_.value() == 1,
            scale=sum_.scale,
            single=None if sum_.single is None else int(sum_.single),
        )


def _taken(sum_: Sum, tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool | None:
    """Add a token; True if it counts, False if it only joins, None if it ends all."""
    token = tokens[at]
    if token.sort is Sort.NUMBER:
        scaled = _is_magnitude(tokens, at + 1, lexicon)
        value = value_of(token.text, lexicon.writing.decimal, scaled=scaled)
        apart = at > 0 and tokens[at - 1].end < token.start
        if value is None or not sum_.digits(value, after_space=apart or sum_.joined):
            return None
        return True
    parts = lexicon.parts_of(token.text)
    if not parts:
        return False if sum_.vague is not None and token.text in lexicon.links else None
    return _parts_taken(sum_, parts)


def _parts_taken(sum_: Sum, parts: Sequence[NumberPart]) -> bool | None:
    taken = False
    for part in parts:
        if part.role is Role.JOIN:
            if sum_.words == 0 and len(parts) > 1:
                continue  # written together with the first word
            if sum_.words == 0 or sum_.joined:
                return None
            sum_.joined = True
        elif part.role is Role.SEVERAL:
            if sum_.words or sum_.several:
                return None
            sum_.several = True
        elif sum_.add(part):
            taken = True
        else:
            return None
    return taken


def _is_inner_mark(tokens: Sequence[Token], at: int, lexicon: Lexicon, *, digits: bool) -> bool:
    """Whether a mark parts two words of one number: "trente-deux", "dizaines d'autres"."""
    mark, behind = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if behind is None or behind.sort is not Sort.WORD:
        return False
    close = tokens[at - 1].end == mark.start and mark.end == behind.start
    if mark.text == "'":
        return close and tokens[at - 1].text in lexicon.links
    if mark.text == "." and tokens[at - 1].text in lexicon.abbreviated:
        return bool(lexicon.parts_of(behind.text))
    return mark.text == "-" and close and not digits and bool(lexicon.parts_of(behind.text))


def _is_magnitude(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    parts = lexicon.parts_of(tokens[at].text) if at < len(tokens) else ()
    return bool(parts) and parts[0].role is Role.TIMES and parts[0].value >= THOUSAND


def _with_stop(tokens: Sequence[Token], behind: int, lexicon: Lexicon) -> int:
    """Take the full stop of an abbreviation with it."""
    stops = behind < len(tokens) and tokens[behind].text == "."
    return behind + 1 if stops and tokens[behind - 1].text in lexicon.abbreviated else behind
