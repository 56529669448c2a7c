"""An archive through `tocsin backtest` on all cores, beside a loop on one.

The loop does the same work in the plainest way: read a line, read the article, judge in the end.
Both must give the same alerts.
"""

import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from mix import mixed
from result import Cell, Result, Table, options

from tocsin.schemas.article import ArticleText
from tocsin.services.backtest.outcome import judged, standing
from tocsin.services.backtest.reading import Counted
from tocsin.services.backtest.showing import listing, overview
from tocsin.services.encoders.choice import encoder_named
from tocsin.services.reading.article.reports import read_articles
from tocsin.services.reading.language import language_of
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import Settings

SHARE_TOLD = 0.03
TOGETHER = 50
COLUMNS = ("who", "articles", "seconds", "articles/s", "CPU µs/article", "peak MB", "alerts alike")
RUSAGE = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[2:], stdout=open(sys.argv[1], "wb"), check=False).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, status)
"""


def archive(file: Path, count: int) -> None:
    with file.open("wb") as out:
        for article in mixed(count, SHARE_TOLD):
            out.write(article.write() + b"\n")


def head(file: Path, shorter: Path, count: int) -> None:
    with file.open("rb") as lines, shorter.open("wb") as out:
        out.writelines(islice(lines, count))


def loop(file: Path) -> None:
    """Print what a backtest prints, by one loop on one core."""
    settings = Settings.load()
    rules, encoder = load_rules(settings.rules), encoder_named(settings.reader)
    reports, count, others = [], 0, 0
    with file.open("rb") as lines:
        while some := [ArticleText.read(line) for line in islice(lines, TOGETHER)]:
            wanted = [one for one in some if language_of(one, encoder.languages) is not None]
            count, others = count + len(some), others + len(some) - len(wanted)
            reports += [report for one in read_articles(wanted, encoder) for report in one.reports]
    rung = standing(judged(reports, rules))
    told = [*overview(Counted(count, len(reports), (), others), rung), *listing(rung)]
    sys.stdout.writelines(f"{line}\n" for line in told)


def timed(name: str, count: int, command: list[str], told: Path) -> list[Cell]:
    """Return what a command took; what it prints goes to a file.

    Raises:
        RuntimeError: it failed.
    """
    began = time.perf_counter()
    used = subprocess.run(
        [sys.executable, "-c", RUSAGE, str(told), *command], check=True, capture_output=True
    ).stdout.split()
    seconds = time.perf_counter() - began
    if used[2] != b"0":
        message = f"{name} ended with {used[2].decode()}"
        raise RuntimeError(message)
    return [name, count, seconds, count / seconds, float(used[0]) / count * 1e6, float(used[1])]


def rate(row: list[Cell]) -> float:
    seconds = row[2]
    return float(row[1] or 0) / float(seconds or 1)


def main() -> None:
    """Make an archive, run both and print a row for each."""
    parser = options(__doc__)
    parser.add_argument("--count", type=int, default=300_000)
    parser.add_argument("--loop-count", type=int, default=30_000, help="of these for the loop")
    parser.add_argument("--loop", type=Path, help="only the loop, over this archive")
    given = parser.parse_args()
    if given.loop:
        return loop(given.loop)
    backtest = [sys.executable, "-m", "tocsin", "backtest"]
    result = Result("backtest")
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as name:
        folder = Path(name)
        whole, part = folder / "archive.jsonl", folder / "part.jsonl"
        archive(whole, given.count)
        head(whole, part, given.loop_count)
        told = [folder / f"{number}.txt" for number in range(3)]
        plain = [sys.executable, __file__, "--loop", str(part)]
        alone = timed("loop on one core", given.loop_count, plain, told[0])
        same = timed("tocsin backtest", given.loop_count, [*backtest, str(part)], told[1])
        alike = "yes" if told[0].read_bytes() == told[1].read_bytes() else "no"
        rows: list[list[Cell]] = [[*alone, None], [*same, alike]]
        if given.count > given.loop_count:
            rows.append(
                [*timed("tocsin backtest", given.count, [*backtest, str(whole)], told[2]), None]
            )
        result.tables = [
            Table("Backtest of the 3 % mix, start and judging included", COLUMNS, rows)
        ]
        result.at_least(
            "backtest on all cores, of the loop on one", 1.0, rate(rows[-1]) / rate(rows[0])
        )
        result.notes = ["The peak is that of the largest process."]
        result.save(given.save)
    sys.stdout.write("\n".join(result.markdown()))
    return None


if __name__ == "__main__":
    main()
