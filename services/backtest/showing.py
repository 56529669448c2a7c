"""The result of a backtest as text. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from tocsin.services.backtest.against_labels import Agreement
from tocsin.services.backtest.outcome import AlertDifference, Rung, by_rule_and_week
from tocsin.services.backtest.reading import Counted
from tocsin.services.plain_text import counted


def overview(archive: Counted, rung: tuple[Rung, ...]) -> Iterator[str]:
    """Yield how many alerts came, and by which rule in which week."""
    yield (
        f"{counted(archive.articles, 'article')}, {counted(archive.reports, 'report')}, "
        f"{counted(len(rung), 'alert')}, "
        f"{counted(sum(one.revisions for one in rung), 'revision')}, "
        f"{counted(len(archive.faults), 'line')} that could not be read"
    )
    if archive.other_languages:
        yield f"{counted(archive.other_languages, 'article')} skipped: in other languages"
    for rule_id, weeks in by_rule_and_week(rung).items():
        yield f"{rule_id}: {weeks.total()}"
        yield "  " + " ".join(f"{week}:{count}" for week, count in sorted(weeks.items()))


def listing(rung: Iterable[Rung]) -> Iterator[str]:
    """Yield a line for each alert in its final state."""
    yield from (line(one) for one in rung)


def comparison(found: Iterable[AlertDifference]) -> Iterator[str]:
    """Yield two lines for each alert that other rules changed: the alert, and old → new."""
    for one in found:
        yield f"{one.what:8}  {line(one.rung)}"
        yield f"          {'; '.join(_steps(one))}"


def _steps(one: AlertDifference) -> Iterator[str]:
    """Yield what of an alert differs, each as "severity Severe → Extreme"."""
    if one.old is None or one.new is None:
        yield "silent → rings" if one.old is None else "rings → silent"
        return
    old, new = one.old, one.new
    steps = (
        ("rang", _minute(old.first.detected_at), _minute(new.first.detected_at)),
        ("severity", old.last.severity, new.last.severity),
        ("certainty", old.last.certainty, new.last.certainty),
        ("figure", old.last.quantity.in_words(), new.last.quantity.in_words()),
        ("sources", str(len(old.last.sources)), str(len(new.last.sources))),
    )
    yield from (f"{name} {before} → {after}" for name, before, after in steps if before != after)


def measures(agreement: Agreement) -> Iterator[str]:
    """Yield precision and recall, and what was wrong."""
    yield (
        f"precision {_share(agreement.precision)}, recall {_share(agreement.recall)} "
        f"({agreement.right} right, {len(agreement.false)} false, {len(agreement.missed)} missed)"
    )
    yield from (f"false   {line(one)}" for one in agreement.false)
    yield from (f"missed  {line(one)}" for one in agreement.missed)


def line(rung: Rung) -> str:
    """Return an alert in one line: when it rang, its state, who says so."""
    first, last = rung.first, rung.last
    return "  ".join(
        (
            f"{first.detected_at:%Y-%m-%d}",
            f"{last.severity:8}",
            f"{last.kind:10}",
            f"{first.rule_id:24}",
            last.title,
            f"[{', '.join(source.article_id for source in last.sources[:6])}]",
        )
    )


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
