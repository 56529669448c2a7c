"""Tocsin beside its peers: same broker, same articles, same reading.

The peers only read and publish reports; Tocsin's detector also judges them, keeps its state and
publishes alerts. All of them run in turn, round after round, on the same articles, and what they
report is compared.
"""

import argparse
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from confluent_kafka.admin import AdminClient, NewTopic
from race import Course, Run, race
from work import work

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from filling import fill
from mix import mixed
from result import Cell, Result, Table, options, spread

from tocsin.schemas.article import Article
from tocsin.schemas.topics import Topic
from tocsin.services.broker.embedded import EmbeddedKafka
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

HERE = Path(__file__).resolve().parent
TOCSIN = "tocsin"
PEERS = {
    "quix": "quix.py",
    "bytewax": "bytewax_flow.py",
    "plain loop": "plain_loop.py",
    "faust default": "faust_default.py",
}
PARTITIONS = 4
OUTPUTS = (Topic.REPORTS, Topic.ALERTS, Topic.STEPS, Topic.DEAD_LETTERS)
HOW = "The rate is that between the first tenth of the reports and the last, start left out."
COLUMNS = (
    "with news",
    "processes",
    "contestant",
    "runs",
    "articles/s",
    "least-most",
    "of Quix",
    "of Faust",
    "until judged, articles/s",
    "CPU µs/article",
    "peak MB",
    "reports alike",
)


@dataclass(frozen=True)
class Heat:
    """Who runs how often on which mix; written as `share:processes:rounds:name+name`."""

    share: float
    processes: int
    rounds: int
    contestants: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> "Heat":
        share, processes, rounds, names = text.split(":")
        everybody = (TOCSIN, *PEERS)
        chosen = everybody if names == "all" else tuple(names.replace("_", " ").split("+"))
        if unknown := set(chosen) - set(everybody):
            message = f"nobody is called {', '.join(unknown)}"
            raise argparse.ArgumentTypeError(message)
        return cls(float(share), int(processes), int(rounds), chosen)


def filled(settings: Settings, count: int, share: float) -> int:
    """Make the topics, send the articles, and return how many reports they must give."""
    ensure_topics(settings, tell=print)
    known: dict[str, int] = {}
    expected = 0

    def counted() -> Iterator[Article]:
        nonlocal expected
        for article in mixed(count, share):
            if article.id.startswith("told"):
                if article.text not in known:
                    known[article.text] = len(work(article.write()))
                expected += known[article.text]
            yield article

    fill(settings, counted())
    return expected


def peer(name: str, settings: Settings, course: Course, processes: int) -> Run:
    """Let a peer read all articles with a group and an output of its own."""
    group = f"{name.replace(' ', '-')}-{uuid.uuid4().hex[:8]}"
    output = f"{settings.topic_prefix}.{group}"
    admin = AdminClient({"bootstrap.servers": settings.bootstrap_servers})
    for made in admin.create_topics([NewTopic(output, PARTITIONS)]).values():
        made.result()
    script = [sys.executable, str(HERE / PEERS[name])]
    where = [settings.bootstrap_servers, group, course.articles, output]
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder:
        commands = [[*script, *where, f"{folder}/{number}"] for number in range(processes)]
        return race(name, commands, settings.as_environment(), course.to(output))


def tocsin(settings: Settings, course: Course, processes: int) -> Run:
    """Let whole detectors read, judge and publish, with all their guarantees."""
    with tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder:
        mine = settings.model_copy(
            update={
                "application_id": f"detector-{uuid.uuid4().hex[:8]}",
                "http_port": 0,
                "state_dir": Path(folder),
                "log_level": "warning",
            }
        )
        make_anew(mine)
        detector = [sys.executable, "-m", "tocsin", "detector"]
        commands = [
            ["env", f"TOCSIN_DETECTOR_ID=bench-{number}", *detector] for number in range(processes)
        ]
        to = course.to(mine.topic(Topic.REPORTS), mine.application_id)
        return race(TOCSIN, commands, mine.as_environment(), to)


def make_anew(settings: Settings) -> None:
    """Empty the topics that detectors write to; their articles stay."""
    names = {settings.topic(topic) for topic in OUTPUTS}
    admin = AdminClient({"bootstrap.servers": settings.bootstrap_servers})
    for deleted in admin.delete_topics(list(names)).values():
        deleted.result()
    while names & admin.list_topics(timeout=30).topics.keys():
        time.sleep(0.1)
    ensure_topics(settings, tell=print)


def heats(given: argparse.Namespace, bootstrap: str) -> Iterator[tuple[Heat, Run]]:
    """Yield each run, in turn; the heats of one mix read the same articles."""
    courses: dict[float, tuple[Settings, Course]] = {}
    for heat in given.heats:
        if heat.share not in courses:
            settings = Settings.load(
                bootstrap_servers=bootstrap,
                topic_prefix=f"bench-{round(heat.share * 100)}",
                partitions=PARTITIONS,
            )
            expected = filled(settings, given.count, heat.share)
            print(f"{heat.share:.0%}: {given.count:,} articles, {expected:,} reports", flush=True)
            articles = settings.topic(Topic.ARTICLES)
            courses[heat.share] = (
                settings,
                Course(bootstrap, articles, "", given.count, expected, PARTITIONS, given.longest),
            )
        settings, course = courses[heat.share]
        for _ in range(heat.rounds):
            for name in heat.contestants:
                run = (
                    tocsin(settings, course, heat.processes)
                    if name == TOCSIN
                    else peer(name, settings, course, heat.processes)
                )
                print(f"  {run}", file=sys.stderr, flush=True)
                yield heat, run


def table(runs: list[tuple[Heat, Run]]) -> Table:
    """Return a row for each contestant: medians, and the spread of the rate."""
    kinds = dict.fromkeys((heat.share, run.processes, run.name) for heat, run in runs)
    grouped = {
        kind: [run for heat, run in runs if (heat.share, run.processes, run.name) == kind]
        for kind in kinds
    }
    rates = {
        kind: statistics.median(run.articles_per_second for run in some)
        for kind, some in grouped.items()
    }
    rows: list[list[Cell]] = []
    for (share, processes, name), some in grouped.items():
        rate = rates[share, processes, name]
        beside = [rates.get((share, processes, other)) for other in ("quix", "faust default")]
        judged = [run.judged_per_second for run in some if run.judged_per_second]
        rows.append(
            [
                f"{share:.0%}",
                processes,
                name,
                len(some),
                rate,
                spread([run.articles_per_second for run in some]),
                *(other and f"{rate / other:.2f}" for other in beside),
                statistics.median(judged) if judged else None,
                statistics.median(run.cpu_us_per_article for run in some),
                max(run.peak_mb for run in some),
                _alike(some, [run for heat, run in runs if heat.share == share]),
            ]
        )
    return Table("Compared with the alternatives", COLUMNS, rows)


def _alike(mine: list[Run], everybody: list[Run]) -> str:
    """Say whether one's reports are those that everybody else on the mix gave."""
    digests = {run.digest for run in everybody if run.digest}
    own = {run.digest for run in mine if run.digest}
    if not own:
        return "ended before the last"
    return "yes" if len(digests) == 1 else f"no: {', '.join(sorted(own))}"


def more_processes(runs: list[tuple[Heat, Run]]) -> Iterator[str]:
    """Yield what more processes brought each contestant on each mix."""
    rates: dict[tuple[float, str, int], list[float]] = {}
    for heat, run in runs:
        key = (heat.share, run.name, run.processes)
        rates.setdefault(key, []).append(run.articles_per_second)
    for (share, name, processes), some in rates.items():
        if processes > 1 and (one := rates.get((share, name, 1))):
            times = statistics.median(some) / statistics.median(one)
            told = f"{processes} processes read {times:.2f} times what one does"
            yield f"{name}, {share:.0%}: {told}."


def note_goals(result: Result, runs: list[tuple[Heat, Run]]) -> None:
    """Note what is wanted of the mix with the least news."""
    least = min(heat.share for heat, _ in runs)
    rates: dict[tuple[str, int], list[float]] = {}
    for heat, run in runs:
        if heat.share == least:
            rates.setdefault((run.name, run.processes), []).append(run.articles_per_second)
    median = {who: statistics.median(some) for who, some in rates.items()}
    for other, processes, wanted in (("quix", 1, 1.0), ("faust default", 1, 3.0)):
        if (TOCSIN, 1) in median and (other, processes) in median:
            times = median[TOCSIN, 1] / median[other, processes]
            result.at_least(f"articles/s of {other}'s, {least:.0%} mix", wanted, times, " times")
    if (TOCSIN, 1) in median and (TOCSIN, 2) in median:
        times = median[TOCSIN, 2] / median[TOCSIN, 1]
        result.at_least("two processes, of one", 1.8, times, " times")


def main() -> None:
    """Race and print a table; each run is saved when it is done."""
    parser = options(__doc__)
    parser.add_argument("--count", type=int, default=200_000, help="articles of each mix")
    parser.add_argument(
        "--longest", type=float, default=120, help="seconds from a run's first report to its end"
    )
    parser.add_argument(
        "--heats",
        type=Heat.read,
        nargs="+",
        default=[Heat.read("0.03:1:3:all"), Heat.read("0.2:1:1:all")],
        help="share:processes:rounds:all, or names with + between them",
    )
    given = parser.parse_args()
    runs: list[tuple[Heat, Run]] = []
    result = Result("peers")
    with (
        tempfile.TemporaryDirectory(prefix="tocsin-bench-") as folder,
        EmbeddedKafka(Path(folder), cache_dir=Settings.load().cache_dir) as kafka,
    ):
        for heat_and_run in heats(given, kafka.bootstrap_servers):
            runs.append(heat_and_run)
            result.tables = [table(runs)]
            result.notes = [
                f"{given.count:,} articles of each mix, {PARTITIONS} partitions. {HOW}",
                *more_processes(runs),
            ]
            result.goals = []
            note_goals(result, runs)
            result.raw = [{"share": heat.share, **asdict(run)} for heat, run in runs]
            result.save(given.save)
    sys.stdout.write("\n".join(result.markdown()))


if __name__ == "__main__":
    main()
