"""From `tocsin detector` to ready: with nothing behind it, and with a state to recover."""

import statistics
import sys
import tempfile
from pathlib import Path

from latency import message, ringing
from measured_process import DetectorProcess, detecting, kafka, wait_until
from result import Cell, Result, Table, options, spread

from tocsin.services.feeder.producer import ArticleProducer
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics

COLUMNS = ("state", "starts", "median s", "least-most", "CPU s", "MB when ready")
PATIENCE_SECONDS = 120.0


def starts(settings: Settings, folder: Path, rounds: int) -> list[Cell]:
    """Return what some starts took, one after the other."""
    seconds, cpu, megabytes = [], [], []
    for _ in range(rounds):
        process = DetectorProcess(settings, folder)
        try:
            seconds.append(process.wait_ready())
            cpu.append(process.cpu_seconds())
            megabytes.append(process.megabytes())
            print(f"  ready after {seconds[-1]:.2f} s, {cpu[-1]:.2f} s of CPU", file=sys.stderr)
        finally:
            process.stop()
    median = statistics.median
    return [rounds, median(seconds), spread(seconds), median(cpu), median(megabytes)]


def judge(settings: Settings, folder: Path, count: int) -> None:
    """Let a detector ring for so many articles, so that there is a state."""
    with detecting(settings, folder) as process:
        with ArticleProducer(settings, print) as producer:
            for number in range(count):
                producer.send(message(ringing(number)))
            producer.flush()
        wait_until(
            lambda: process.metric("tocsin_alerts_total") >= count,
            PATIENCE_SECONDS,
            lambda: "alerts",
        )


def main() -> None:
    """Start again and again and print the medians."""
    parser = options(__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--incidents", type=int, default=2_500)
    given = parser.parse_args()
    result = Result("start")
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as name, kafka(Path(name)) as settings:
        folder = Path(name)
        ensure_topics(settings)
        rows: list[list[Cell]] = [["none", *starts(settings, folder, given.rounds)]]
        result.tables = [Table("Start to ready", COLUMNS, rows)]
        for_goal = rows[0][2]
        if isinstance(for_goal, float):
            result.at_most("start to ready", 5.0, for_goal, " s")
        result.save(given.save)
        judge(settings, folder, given.incidents)
        told = f"of {given.incidents:,} incidents"
        rows.append([told, *starts(settings, folder, given.rounds)])
        result.save(given.save)
    sys.stdout.write("\n".join(result.markdown()))


if __name__ == "__main__":
    main()
