"""Let the feeder live through the day, and tell what it took and what it fed."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from recorded_day.fast_clock import FastClock
from recorded_day.outlets import DAY, Outlet, Trouble, outlets
from recorded_day.politeness import Politeness, judge, requests_of

from tocsin.services.settings import Settings

HERE: Final = Path(__file__).parent
PAUSE: Final = 1.0
LEAST: Final = 300.0
USUAL: Final = 900.0
_MARKS: Final = 96
_TIMEOUT: Final = 1.0


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a day was like."""

    outlets: list[Outlet]
    memory: list[float]
    """Megabytes that the feeder held, at each quarter of an hour of the day."""
    polite: Politeness
    served: int
    """Requests by the outlets' own log."""
    ledger: Counter[str]
    """The feeder's ledger: items by what became of them."""


def settings_for(settings: Settings, folder: Path) -> Settings:
    """Return settings for the day: those that everybody has, but for where things are."""
    return settings.model_copy(
        update={
            "seen_file": folder / "seen.sqlite",
            "allowed_networks": "127.0.0.0/8",
            "host_pause": PAUSE,
            "feed_interval_least": LEAST,
            "feed_interval": USUAL,
            # by the wall, not by the day's clock
            "fetch_timeout": _TIMEOUT,
            "feeder_port": 0,
            "log_format": "json",
            "log_level": "debug",
        }
    )


def replay(settings: Settings, folder: Path, count: int, seconds: float) -> Replayed:
    """Run the whole day in so many seconds, with so many outlets at once.

    Args:
        settings: of `settings_for`; its topics must be there.
        folder: for files.
        count: of outlets.
        seconds: of the wall, for 24 hours.
    """
    speed, clock_file, day = DAY / seconds, folder / "clock", outlets(count)
    with _outlets_serving(count, clock_file, speed, folder / "served.jsonl") as port:
        sources = folder / "sources.yaml"
        sources.write_text(json.dumps({"sources": [_source(one, port) for one in day]}))
        arguments = [str(sources), str(clock_file), str(speed)]
        environment = {**os.environ, **settings.as_environment(), "PYTHONPATH": _path()}
        with (folder / "feeder.jsonl").open("wb") as log:
            feeder = subprocess.Popen(
                [sys.executable, str(HERE / "feeder.py"), *arguments], env=environment, stderr=log
            )
        try:
            memory = _live_through(feeder, clock_file, speed)
        finally:
            feeder.send_signal(signal.SIGTERM)
            feeder.wait(60)
    log_lines = _lines(folder / "feeder.jsonl")
    polite = judge(requests_of(log_lines), day, PAUSE, LEAST, USUAL)
    served = sum(1 for _ in _lines(folder / "served.jsonl"))
    return Replayed(day, memory, polite, served, _ledger(settings.seen_file))


def _ledger(file: Path) -> Counter[str]:
    with closing(sqlite3.connect(file)) as store:
        rows = store.execute("SELECT outcome, sum(count) FROM ledger GROUP BY outcome")
        return Counter(dict(rows.fetchall()))


def _source(outlet: Outlet, port: int) -> dict[str, str]:
    port = 1 if outlet.trouble is Trouble.DEAD else port
    return {
        "name": f"outlet {outlet.number}",
        "url": f"http://{outlet.host}:{port}{outlet.path}",
        "text": "page" if outlet.full_pages else "feed",
    }


@contextmanager
def _outlets_serving(count: int, clock_file: Path, speed: float, log: Path) -> Iterator[int]:
    command = [sys.executable, str(HERE / "serve.py"), str(count), str(clock_file), str(speed)]
    server = subprocess.Popen(
        [*command, str(log)], env={**os.environ, "PYTHONPATH": _path()}, stdout=subprocess.PIPE
    )
    try:
        assert server.stdout is not None
        yield int(server.stdout.readline())
    finally:
        server.kill()
        server.wait(20)


def _live_through(feeder: "subprocess.Popen[bytes]", clock_file: Path, speed: float) -> list[float]:
    deadline = time.monotonic() + 60
    while not clock_file.exists():
        assert feeder.poll() is None, "the feeder did not start"
        assert time.monotonic() < deadline, "the feeder did not start within a minute"
        time.sleep(0.05)
    clock, memory = FastClock(clock_file, speed), []
    for mark in range(1, _MARKS + 1):
        time.sleep(max(0.0, (mark * DAY / _MARKS - clock.of_day()) / speed))
        assert feeder.poll() is None, "the feeder ended before the day did"
        memory.append(_memory(feeder.pid))
    return memory


def _memory(process: int) -> float:
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _lines(file: Path) -> Iterator[dict[str, object]]:
    for line in file.read_text().splitlines():
        try:
            yield json.loads(line)
        except ValueError:  # what a library says by itself
            continue


def _path() -> str:
    return os.pathsep.join(str(one) for one in (HERE.parents[1], HERE.parent))
