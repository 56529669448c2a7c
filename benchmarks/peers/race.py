"""One contestant reads all articles of a topic: articles/s, CPU for each article, and the reports.

Measured from the outside and for all alike: the reports topic's end is looked at, and the rate is
that between the first tenth of the expected reports and the last of them. Start-up is left out.
A contestant that takes too long is ended, and measured up to there.
"""

import os
import tempfile
import time
import uuid
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from confluent_kafka import Consumer, KafkaException, TopicPartition

from tocsin.services.broker.guarded import GuardedProcess

LOOK_EVERY = 0.05
START_SECONDS = 90.0
PATIENCE_SECONDS = 30.0
STILL_SECONDS = 1.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Course:
    """Where the articles lie and what is to come out."""

    bootstrap: str
    articles: str
    reports: str
    count: int
    expected: int
    partitions: int
    longest: float
    judge: str | None = None
    """The consumer group whose way ends only when it has worked through the reports too."""

    def to(self, reports: str, judge: str | None = None) -> "Course":
        """Return the same course with another topic for the reports."""
        return replace(self, reports=reports, judge=judge)


@dataclass(frozen=True)
class Run:
    """What one contestant did."""

    name: str
    processes: int
    articles_per_second: float
    judged_per_second: float | None
    cpu_us_per_article: float
    start_seconds: float
    peak_mb: float
    reports: int
    digest: str | None
    """Of the reports, each once, in any order; None if it was ended before the last."""


@dataclass(frozen=True)
class _Moment:
    at: float
    reports: int
    cpu: float


def race(
    name: str, commands: Sequence[Sequence[str]], environment: dict[str, str], course: Course
) -> Run:
    """Run the commands until all reports are there, or for as long as they may, then end them.

    Raises:
        RuntimeError: one of them ended by itself, or nothing came.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tocsin-bench-")))
        began = time.monotonic()
        team = _Team(commands, environment, folder)
        stack.callback(team.end)
        topic = _Topic(course)
        stack.callback(topic.close)
        begun = _wait(topic, team, 1, began + START_SECONDS)
        deadline = begun.at + course.longest
        first = _wait(topic, team, course.expected // 10, deadline)
        last = _wait(topic, team, course.expected, deadline)
        is_whole = last.reports >= course.expected
        judged = topic.judged_at(time.monotonic() + PATIENCE_SECONDS) if is_whole else None
        end_cpu = team.cpu()
        peak = team.peak_mb()
        if is_whole:
            topic.rest()
        team.end()
        distinct, digest = topic.digest()
    if last.reports <= first.reports:
        message = f"{name}: {last.reports} of {course.expected} reports in {course.longest:.0f} s"
        raise RuntimeError(message)
    read = course.count * (last.reports - first.reports) / course.expected
    return Run(
        name,
        len(commands),
        read / (last.at - first.at),
        None if judged is None else read / (judged - first.at),
        ((last.cpu if judged is None else end_cpu) - first.cpu) / read * 1e6,
        begun.at - began,
        peak,
        distinct,
        digest if is_whole else None,
    )


class _Team:
    """The processes of one contestant; none outlives this process."""

    def __init__(
        self, commands: Sequence[Sequence[str]], environment: dict[str, str], folder: Path
    ) -> None:
        self._log = folder / "log"
        self._members = [
            GuardedProcess(command, folder, self._log, environment) for command in commands
        ]

    def check(self) -> None:
        for member in self._members:
            if member.wait(0) is not None:
                told = self._log.read_text("utf-8", errors="replace")[-3000:]
                message = f"a process ended by itself:\n{told}"
                raise RuntimeError(message)

    def cpu(self) -> float:
        return sum(_cpu(member.pid) for member in self._members)

    def peak_mb(self) -> float:
        return sum(_peak_mb(member.pid) for member in self._members)

    def end(self) -> None:
        for member in self._members:
            member.stop(0)


class _Topic:
    """The reports of a contestant."""

    def __init__(self, course: Course) -> None:
        self._bootstrap = course.bootstrap
        self._client = self._consumer(course.judge or "look")
        self._judge = course.judge
        self._partitions = [
            TopicPartition(course.reports, number) for number in range(course.partitions)
        ]

    def held(self) -> int:
        """Return the sum of the ends; nothing while the topic has no leaders yet."""
        try:
            return sum(self._ends())
        except KafkaException:
            return 0

    def rest(self) -> None:
        """Wait for the last reports: a text may tell a few more on another day than was counted."""
        seen = -1
        while (held := self.held()) > seen:
            seen = held
            time.sleep(STILL_SECONDS)

    def judged_at(self, deadline: float) -> float | None:
        """Return when all that the topic holds was judged and committed; None if nobody judges."""
        if self._judge is None:
            return None
        ends = self._ends()
        while time.monotonic() < deadline:
            committed = self._client.committed(self._partitions, timeout=30)
            if all(one.offset >= end or not end for one, end in zip(committed, ends, strict=True)):
                return time.monotonic()
            time.sleep(LOOK_EVERY)
        return None

    def digest(self) -> tuple[int, str]:
        """Return how many different reports there are, and one digest of them all."""
        reader = self._consumer(f"digest-{uuid.uuid4().hex}")
        left = sum(self._ends())
        reader.assign([TopicPartition(one.topic, one.partition, 0) for one in self._partitions])
        seen: set[bytes] = set()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while left > 0 and time.monotonic() < deadline:
            some = [one for one in reader.consume(1000, timeout=1) if one.error() is None]
            left -= len(some)
            seen.update(blake2b(one.value(), digest_size=16).digest() for one in some)
        reader.close()
        return len(seen), blake2b(b"".join(sorted(seen)), digest_size=8).hexdigest()

    def close(self) -> None:
        self._client.close()

    def _consumer(self, group: str) -> Consumer:
        return Consumer(
            {
                "bootstrap.servers": self._bootstrap,
                "group.id": group,
                "enable.auto.commit": False,
            }
        )

    def _ends(self) -> list[int]:
        return [self._client.get_watermark_offsets(one, timeout=30)[1] for one in self._partitions]


def _wait(topic: _Topic, team: _Team, wanted: int, deadline: float) -> _Moment:
    """Return when so many reports are there, or the time is over."""
    while True:
        held = topic.held()
        if held >= wanted or time.monotonic() > deadline:
            return _Moment(time.monotonic(), held, team.cpu())
        team.check()
        time.sleep(LOOK_EVERY)


def _cpu(pid: int) -> float:
    """Return the user and system seconds of a process and the children it waited for."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(int(ticks) for ticks in fields[11:15]) / TICKS


def _peak_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
