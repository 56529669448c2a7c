"""`tocsin backtest --cluster`: several worker processes and one, kills or none: the same bytes."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archive_files import ARTICLES, LINES, json_lines, table, warc
from distributed import LocalCluster
from shipped_network import shipped
from tocsin_command import command, environment, run

from tocsin.schemas.article import ArticleText
from tocsin.services.backtest.archives.pieces import How
from tocsin.services.backtest.archives.stored_files import stored_files
from tocsin.services.backtest.cluster import engine
from tocsin.services.backtest.cluster.kept import WorkFolder
from tocsin.services.backtest.outcome import judged
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.reading.language import is_english
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import SEEDS, Settings

HOW = How(longest=100_000, page_seconds=30, page_memory=2_000_000_000)
RULES = load_rules(SEEDS / "rules")
PIECE = 3_000
"""Bytes: some articles."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as running:
        yield running


def archive(folder: Path) -> Path:
    """Make an archive of several kinds, with lines that are no articles."""
    folder.mkdir()
    bad = [b"{", b'{"id": "undated", "text": "Rain."}']
    json_lines(folder / "a.jsonl", [*LINES[:12], *bad, *LINES[12:20], bad[0]])
    json_lines(folder / "b.jsonl.gz", [*LINES[20:25], *bad])
    table(folder / "c.parquet", ARTICLES[25:36], rows_a_group=3)
    warc(folder / "d.warc", ARTICLES[36:38])
    json_lines(folder / "e.jsonl", LINES[38:])
    return folder


def faults(stderr: str, archive: Path) -> list[str]:
    return [line for line in stderr.splitlines() if str(archive) in line]


def on_cluster(cluster: LocalCluster, work: Path, *more: str) -> list[str]:
    told = ["--cluster", cluster.scheduler_address, "--work", str(work), "--piece", str(PIECE)]
    return [*told, *more]


def kept_pieces(work: Path) -> dict[str, int]:
    """Return what the work folder has, and when it was written."""
    return {file.name: file.stat().st_mtime_ns for file in work.glob("*.json")}


def kill_after(driver: subprocess.Popen[bytes], work: Path, pieces: int) -> None:
    """Kill a driver once so many pieces are kept."""
    end = time.monotonic() + 200
    while len(kept_pieces(work)) < pieces:
        assert driver.poll() is None, "it ended before it was killed"
        assert time.monotonic() < end
        time.sleep(0.01)
    driver.kill()
    driver.wait()


def test_the_cluster_gives_what_one_machine_gives_and_a_killed_driver_goes_on(
    tmp_path: Path, cluster: LocalCluster
) -> None:
    files, work = archive(tmp_path / "archive"), tmp_path / "work"
    out = tmp_path / "alone.parquet"
    alone = run(Settings.load(), ["backtest", str(files), "--out", str(out)], within=250)
    asked = ["backtest", str(files), "--out", str(tmp_path / "cluster.parquet")]
    arguments = [*asked, *on_cluster(cluster, work)]

    driver = subprocess.Popen(command(*arguments), env=environment(Settings.load()))
    kill_after(driver, work, 3)
    before = kept_pieces(work)
    again = run(Settings.load(), arguments, within=250)

    assert alone.returncode == again.returncode == ExitStatus.INCOMPLETE, again.stderr
    assert alone.stdout == again.stdout
    assert "e.jsonl" not in alone.stderr
    assert f"{files}/a.jsonl:13: " in alone.stderr
    assert faults(again.stderr, files) == faults(alone.stderr, files)
    assert out.read_bytes() == (tmp_path / "cluster.parquet").read_bytes()
    after = kept_pieces(work)
    assert len(after) > 8
    assert {name: after[name] for name in before} == before  # what was read was not read again


@dataclass
class Killer:
    """Kills a worker process once some pieces are kept."""

    pids: list[int]
    work: Path
    has_killed: bool = False

    def look(self, _: str) -> None:
        if not self.has_killed and len(kept_pieces(self.work)) >= 2:
            os.kill(min(self.pids), signal.SIGKILL)
            self.has_killed = True


def test_a_killed_worker_costs_no_article_and_repeats_none(
    tmp_path: Path, cluster: LocalCluster
) -> None:
    files = [str(json_lines(tmp_path / f"{part}.jsonl", LINES[part::2])) for part in range(2)]
    kept = WorkFolder(str(tmp_path / "work"))
    asked = engine.ClusterJob(stored_files(files), "default", HOW, kept, PIECE)
    ordered = [ArticleText.read(line) for part in range(2) for line in LINES[part::2]]
    english = [article for article in ordered if is_english(article)]
    expected = judged(
        sorted(
            (one for article in english for one in reports_of(article, shipped())),
            key=lambda one: one.published_at or datetime.max.replace(tzinfo=UTC),
        ),
        RULES,
    )

    with engine.cluster(cluster.scheduler_address) as client:
        pids = client.run(os.getpid)
        killer = Killer(list(pids.values()), tmp_path / "work")
        read = engine.read_on_cluster(client, asked, killer.look)
        rung = engine.judge_on_cluster(client, read, RULES, kept, lambda _: None)

    assert killer.has_killed
    assert read.counted.articles == len(LINES)
    assert read.counted.faults == ()
    assert rung
    assert rung == expected


def test_a_changed_file_is_read_again_and_others_are_not(
    tmp_path: Path, cluster: LocalCluster
) -> None:
    first = json_lines(tmp_path / "a.jsonl", LINES[:4])
    second = json_lines(tmp_path / "b.jsonl", LINES[4:8])
    kept = WorkFolder(str(tmp_path / "work"))
    names = [str(first), str(second)]
    asked = engine.ClusterJob(stored_files(names), "default", HOW, kept, 1_000_000)
    with engine.cluster(cluster.scheduler_address) as client:
        engine.read_on_cluster(client, asked, lambda _: None)
        before = kept_pieces(tmp_path / "work")
        json_lines(first, LINES[8:11])
        changed = replace(asked, files=stored_files(names))
        read = engine.read_on_cluster(client, changed, lambda _: None)

    after = kept_pieces(tmp_path / "work")
    assert read.counted.articles == 7
    assert len(before) == 2
    assert len(after) == 3
    assert {name: after[name] for name in before} == before


def test_a_file_that_is_gone_when_its_turn_comes_is_reported(
    tmp_path: Path, cluster: LocalCluster
) -> None:
    file = json_lines(tmp_path / "a.jsonl", LINES[:2])
    files = stored_files([str(file)])
    file.unlink()
    asked = engine.ClusterJob(files, "default", HOW, WorkFolder(str(tmp_path / "work")), 1_000_000)

    with (
        engine.cluster(cluster.scheduler_address) as client,
        pytest.raises(Problem, match=r"a\.jsonl: No such file"),
    ):
        engine.read_on_cluster(client, asked, lambda _: None)


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (
            ["--cluster", "tcp://127.0.0.1:8786"],
            ExitStatus.MISUSE,
            "--cluster and --work go together",
        ),
        (["--work", "work"], ExitStatus.MISUSE, "--cluster and --work go together"),
        (
            ["--cluster", "nonsense://here", "--work", "work"],
            ExitStatus.UNAVAILABLE,
            "no Dask scheduler at nonsense://here",
        ),
    ],
)
def test_what_a_cluster_needs_is_reported(
    tmp_path: Path, arguments: list[str], status: ExitStatus, told: str
) -> None:
    done = run(
        Settings.load(), ["backtest", str(json_lines(tmp_path / "a.jsonl")), *arguments], within=120
    )

    assert done.returncode == status
    assert told in done.stderr
    assert "Traceback" not in done.stderr
