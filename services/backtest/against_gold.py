"""What rang against a list of what should have: sound, found, false, repeats, merges. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tocsin.schemas.vocabulary import Severity
from tocsin.services.backtest.gold import Due, Tempting
from tocsin.services.backtest.outcome import Rung

_LOUD = frozenset({Severity.SEVERE, Severity.EXTREME})


class AlertMark(StrEnum):
    """What an alert turned out to be."""

    SOUND = "sound"
    WRONG_COUNTRY = "wrong country"
    WRONG_FIGURE = "wrong figure"
    WRONG_MERGE = "wrong merge"
    """It has sources that describe something else."""
    REPEAT = "repeat"
    """The story rang already under this rule."""
    FALSE = "false"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Marked:
    """An alert, what it turned out to be, and the entry it was held against."""

    rung: Rung
    mark: AlertMark
    due: Due | None = None
    reason: str | None = None
    """Why it must not ring if the list says so."""

    @property
    def is_loud(self) -> bool:
        """Whether it is Severe or Extreme."""
        return self.rung.last.severity in _LOUD


@dataclass(frozen=True, slots=True)
class GoldTally:
    """Alerts with their marks, and what did not ring."""

    marked: tuple[Marked, ...]
    due: tuple[Due, ...]
    missed: tuple[Due, ...]

    def count(self, *marks: AlertMark) -> int:
        """Return how many alerts have one of these marks."""
        return sum(one.mark in marks for one in self.marked)

    @property
    def sound(self) -> float | None:
        """Share of alerts that are sound; None without alerts. Optional ones do not count."""
        given = len(self.marked) - self.count(AlertMark.OPTIONAL)
        return self.count(AlertMark.SOUND) / given if given else None

    @property
    def found(self) -> float | None:
        """Share of what should ring that rang; None if nothing should."""
        return (len(self.due) - len(self.missed)) / len(self.due) if self.due else None

    @property
    def doubled_or_joined(self) -> float | None:
        """Share of alerts that are repeats or wrong merges; None without alerts."""
        given = len(self.marked) - self.count(AlertMark.OPTIONAL)
        return self.count(AlertMark.REPEAT, AlertMark.WRONG_MERGE) / given if given else None

    @property
    def loud(self) -> "GoldTally":
        """The same of Severe and Extreme alone."""
        return GoldTally(
            tuple(one for one in self.marked if one.is_loud),
            tuple(due for due in self.due if due.severity in _LOUD),
            tuple(due for due in self.missed if due.severity in _LOUD),
        )


def tally(rung: Iterable[Rung], gold: Iterable[Due | Tempting]) -> GoldTally:
    """Hold alerts, in the order in which they rang, against the list."""
    entries = tuple(gold)
    dues = [entry for entry in entries if isinstance(entry, Due)]
    tempting = [entry for entry in entries if isinstance(entry, Tempting)]
    rang: dict[tuple[str, str], Due] = {}
    marked = []
    for one in rung:
        due = _nearest(one, dues, rang)
        marked.append(_marked(one, due, dues, rang) if due else _false(one, tempting))
        if due:
            for told in _told_together(one, due, dues):
                rang[told.story, told.rule] = told
    needed = tuple(due for due in dues if not due.optional)
    missed = tuple(due for due in needed if (due.story, due.rule) not in rang)
    return GoldTally(tuple(marked), needed, missed)


def _nearest(one: Rung, dues: list[Due], rang: dict[tuple[str, str], Due]) -> Due | None:
    """Return the entry that shares most articles with an alert; then by figure, then a new one."""
    articles = _articles(one)
    sharing = [
        due
        for due in dues
        if due.rule == one.first.rule_id and not articles.isdisjoint((*due.items, *due.also))
    ]

    def nearness(due: Due) -> tuple[int, bool, bool]:
        new = (due.story, due.rule) not in rang
        return (
            len(articles.intersection(due.items)),
            _figure(one) in (due.final, *due.or_final),
            new,
        )

    return max(sharing, key=nearness, default=None)


def _marked(one: Rung, due: Due, dues: list[Due], rang: dict[tuple[str, str], Due]) -> Marked:
    together = _told_together(one, due, dues)
    own = {item for told in together for item in (*told.items, *told.also)}
    if due.optional:
        mark = AlertMark.OPTIONAL
    elif (due.story, due.rule) in rang:
        mark = AlertMark.REPEAT
    elif not _articles(one) <= own:
        mark = AlertMark.WRONG_MERGE
    elif (one.last.country or "-") not in {code for told in together for code in told.countries}:
        mark = AlertMark.WRONG_COUNTRY
    elif _figure(one) not in {n for told in together for n in (told.final, *told.or_final)}:
        mark = AlertMark.WRONG_FIGURE
    else:
        mark = AlertMark.SOUND
    return Marked(one, mark, due)


def _told_together(one: Rung, due: Due, dues: list[Due]) -> tuple[Due, ...]:
    """Return the entry, and those that may be in one alert with it and are."""
    articles = _articles(one)
    joined = (
        other
        for other in dues
        if other.story in due.may_join
        and other.rule == due.rule
        and not articles.isdisjoint(other.items)
    )
    return (due, *joined)


def _false(one: Rung, tempting: list[Tempting]) -> Marked:
    articles = _articles(one)
    reason = next(
        (
            entry.reason
            for entry in tempting
            if entry.rule == one.first.rule_id and not articles.isdisjoint(entry.items)
        ),
        None,
    )
    return Marked(one, AlertMark.FALSE, reason=reason)


def _figure(one: Rung) -> int | None:
    return one.last.quantity.figure


def _articles(one: Rung) -> set[str]:
    return {source.article_id for source in (*one.first.sources, *one.last.sources)}
