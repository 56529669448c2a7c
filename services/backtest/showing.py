"""What a backtest tells, as text. Pure."""

from collections.abc import Iterable, Iterator

from services.backtest.against_labels import Agreement
from services.backtest.outcome import Difference, Rung, by_rule_and_week
from services.backtest.reading import ReadArchive
from services.plain_text import counted


def overview(archive: ReadArchive, rung: tuple[Rung, ...]) -> Iterator[str]:
    """Yield how many alerts came, and by which rule in which week."""
    yield (
        f"{counted(archive.articles, 'article')}, {counted(len(archive.reports), 'report')}, "
        f"{counted(len(rung), 'alert')}, "
        f"{counted(sum(one.revisions for one in rung), 'revision')}, "
        f"{counted(len(archive.faults), 'line')} that could not be read"
    )
    if archive.other_languages:
        yield f"{counted(archive.other_languages, 'article')} skipped: not in English"
    for rule_id, weeks in by_rule_and_week(rung).items():
        yield f"{rule_id}: {weeks.total()}"
        yield "  " + " ".join(f"{week}:{count}" for week, count in sorted(weeks.items()))


def listing(rung: Iterable[Rung]) -> Iterator[str]:
    """Yield a line for each alert as it stands in the end."""
    yield from (line(one) for one in rung)


def comparison(found: Iterable[tuple[Difference, Rung]]) -> Iterator[str]:
    """Yield a line for each alert that other rules changed."""
    yield from (f"{difference:8}  {line(one)}" for difference, one in found)


def measures(agreement: Agreement) -> Iterator[str]:
    """Yield precision and recall, and what was wrong."""
    yield (
        f"precision {_share(agreement.precision)}, recall {_share(agreement.recall)} "
        f"({agreement.right} right, {len(agreement.false)} false, {len(agreement.missed)} missed)"
    )
    yield from (f"false   {line(one)}" for one in agreement.false)
    yield from (f"missed  {line(one)}" for one in agreement.missed)


def line(rung: Rung) -> str:
    """Return an alert in one line: when it rang, how it stands, who says so."""
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


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
