"""When something happened, as a sentence says it, by a language's tables."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple

from tocsin.schemas.report import Period
from tocsin.schemas.vocabulary import Modality
from tocsin.services.reading.lexicon.lexicon import Lexicon
from tocsin.services.reading.lexicon.model import Dates
from tocsin.services.reading.lexicon.wordset import WordSet
from tocsin.services.reading.tables.tokens import Sort, Token, tokens_of

_FRESH: Final = timedelta(days=30)
"""What happened longer ago is background, by the labelling guide."""
_DAY: Final = timedelta(days=1)
_WEEK: Final = 7
_YEARS: Final = range(1900, 2100)
_AHEAD: Final = frozenset({Modality.ANNOUNCED, Modality.HYPOTHETICAL})
_NEXT_YEAR: Final = timedelta(days=60)
"""A day of a month so far ahead of the publication is that of the year before."""


class _When(NamedTuple):
    at: int
    """Offset in the sentence."""
    first: date
    last: date


class DateTables:
    """The dates of one language."""

    def __init__(self, dates: Dates, lexicon: Lexicon) -> None:
        fold = lexicon.fold
        self._lexicon = lexicon
        self._months = [WordSet(words, fold) for words in dates.months]
        self._weekdays = [WordSet(words, fold) for words in dates.weekdays]
        self._days = [(days, WordSet(words, fold)) for days, words in dates.days.items()]
        self._links = WordSet(dates.links, fold)

    def happened(
        self, sentence: str, cue: int, published: datetime | None, modality: Modality
    ) -> Period | None:
        """Return the day that a sentence names nearest to its event; None if it names none."""
        if published is None:
            return None
        ahead = modality in _AHEAD
        for when in self._nearest(sentence, cue, published, ahead=ahead):
            earliest = datetime.combine(when.first, time(), UTC)
            latest = datetime.combine(when.last, time(), UTC) + _DAY
            latest = min(latest, published) if modality is Modality.OCCURRED else latest
            if when.first == when.last and earliest < latest:
                return Period(earliest=earliest, latest=latest)
        return None

    def is_long_past(self, sentence: str, cue: int, published: datetime | None) -> bool:
        """Return whether the date nearest to an event lies long before the publication."""
        if published is None:
            return False
        when = next(self._nearest(sentence, cue, published, ahead=False), None)
        return when is not None and when.last < (published - _FRESH).date()

    def _nearest(
        self, sentence: str, cue: int, published: datetime, *, ahead: bool
    ) -> Iterator[_When]:
        tokens = tokens_of(sentence, self._lexicon.fold, self._lexicon.writing.in_words)
        found = self._found(tokens, published.astimezone(UTC).date(), ahead=ahead)
        yield from sorted(found, key=lambda when: abs(when.at - cue))

    def _found(self, tokens: Sequence[Token], today: date, *, ahead: bool) -> Iterator[_When]:
        for at, token in enumerate(tokens):
            if token.sort is Sort.NUMBER:
                when = self._numbered(tokens, at, today)
            elif token.sort is Sort.WORD:
                when = self._worded(token, today, ahead=ahead)
            else:
                when = None
            if when is not None:
                yield when

    def _worded(self, token: Token, today: date, *, ahead: bool) -> _When | None:
        for days, words in self._days:
            if token.text in words:
                day = today + timedelta(days=days)
                return _When(token.start, day, day)
        for weekday, words in enumerate(self._weekdays):
            if token.text in words:
                back = (today.weekday() - weekday) % _WEEK
                day = today + timedelta(days=_WEEK - back if ahead and back else -back)
                return _When(token.start, day, day)
        return None

    def _numbered(self, tokens: Sequence[Token], at: int, today: date) -> _When | None:
        """Read "14 September 2018", "14 September" or "2018"."""
        written = tokens[at].text
        if not written.isdigit():
            return None
        number = int(written)
        if number in _YEARS and len(written) == len("2018"):
            after_month = any(self._month(one) for one in tokens[max(0, at - 2) : at])
            year = _When(tokens[at].start, date(number, 1, 1), date(number, 12, 31))
            return None if after_month or number > today.year else year
        behind = self._behind(tokens, at + 1)
        month = self._month(tokens[behind]) if behind is not None else None
        if behind is None or month is None:
            return None
        return self._day(tokens, at, behind, (number, month), today)

    def _day(
        self,
        tokens: Sequence[Token],
        at: int,
        month_at: int,
        day_and_month: tuple[int, int],
        today: date,
    ) -> _When | None:
        day, month = day_and_month
        year_at = self._behind(tokens, month_at + 1)
        written = tokens[year_at].text if year_at is not None else ""
        named = written.isdigit() and int(written) in _YEARS
        year = int(written) if named else today.year
        try:
            meant = date(year, month, day)
            if not named and meant - today > _NEXT_YEAR:
                meant = date(year - 1, month, day)
        except ValueError:
            return None
        return _When(tokens[at].start, meant, meant)

    def _behind(self, tokens: Sequence[Token], at: int) -> int | None:
        """Return the next token that counts, past a link or the full stop of an ordinal."""
        while at < len(tokens) and (tokens[at].text in self._links or tokens[at].text == "."):
            at += 1
        return at if at < len(tokens) else None

    def _month(self, token: Token) -> int | None:
        if token.sort is not Sort.WORD:
            return None
        return next((n + 1 for n, words in enumerate(self._months) if token.text in words), None)
