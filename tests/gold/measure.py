"""What should have rung in a month of news, by a duty editor's own list, and what did.

The texts are other people's and lie outside the repository: TOCSIN_CORPUS names their folder.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from tocsin.schemas.article import ArticleText
from tocsin.services.backtest.against_gold import AlertMark, GoldTally, tally
from tocsin.services.backtest.gold import BadGold, Due, Tempting, parse_gold
from tocsin.services.backtest.outcome import judged, standing
from tocsin.services.backtest.showing import line
from tocsin.services.encoders.choice import encoder_named
from tocsin.services.reading.article.reports import read_articles
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import Settings

LISTS = Path(__file__).parent
ROOT = LISTS.parents[1]
CORPUS = Path(os.environ.get("TOCSIN_CORPUS", ROOT.parent / "shared" / "corpus"))
NEWS = CORPUS / "pool-2025.jsonl"


def gold_of(month: str) -> list[Due | Tempting]:
    file = LISTS / f"{month}.jsonl"
    entries = []
    for number, row in enumerate(file.read_text("utf-8").splitlines(), start=1):
        try:
            entries.append(parse_gold(row))
        except BadGold as error:
            sys.exit(f"{file}:{number}: {error}")
    return entries


@cache
def news_of(month: str) -> tuple[ArticleText, ...]:
    with NEWS.open(encoding="utf-8") as rows:
        articles = [ArticleText.read(row.encode()) for row in rows]
    return tuple(one for one in articles if f"{one.published_at:%Y-%m}" == month)


def measured(month: str, reader: str) -> GoldTally:
    """Read and judge the month as `tocsin backtest` does, by the default rules."""
    read = read_articles(news_of(month), encoder_named(reader))
    reports = [report for one in read for report in one.reports]
    rules = load_rules(Settings.load().rules)
    return tally(standing(judged(reports, rules)), gold_of(month))


def figures(name: str, found: GoldTally) -> Iterator[str]:
    total = len(found.marked) - found.count(AlertMark.OPTIONAL)
    yield (
        f"{name}: {share(found.sound)} of {total} alerts sound, "
        f"{share(found.found)} of {len(found.due)} due found, "
        f"{share(found.doubled_or_joined)} repeats and wrong merges"
    )
    counts = [f"{found.count(mark)} {mark}" for mark in AlertMark]
    yield "  " + ", ".join([*counts, f"{len(found.missed)} missed"])


def details(found: GoldTally) -> Iterator[str]:
    for one in found.marked:
        if one.mark not in {AlertMark.SOUND, AlertMark.OPTIONAL}:
            due = f" (due {one.due.story}: {one.due.final:,})" if one.due else ""
            yield f"{one.mark:13}  {line(one.rung)}{due}{f'  {one.reason}' if one.reason else ''}"
    for due in found.missed:
        told = f"{due.rule}  {due.story}: {due.final:,}  [{', '.join(due.items)}]"
        yield f"{'missed':13}  {due.severity:8}  {told}"


def share(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"


def write(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{one}\n" for one in lines)


def main() -> None:
    months = sorted(file.stem for file in LISTS.glob("*.jsonl"))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("months", nargs="*", default=months, metavar="MONTH")
    parser.add_argument("--show", action="store_true", help="the alerts that are not sound, too")
    parser.add_argument("--reader", default=Settings.load().reader, help="as TOCSIN_READER")
    asked = parser.parse_args()
    if not NEWS.exists():
        sys.exit(f"no news at {NEWS}: set TOCSIN_CORPUS to the folder of pool-2025.jsonl")
    for month in asked.months:
        found = measured(month, asked.reader)
        write(figures(month, found))
        write(figures(f"{month}, Severe and Extreme", found.loud))
        if asked.show:
            write(details(found))


if __name__ == "__main__":
    main()
