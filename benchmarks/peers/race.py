"""One contestant reads all articles of a topic: articles/s, CPU for each article, and the reports.

Measured from the outside and for all alike: the reports topic's end is looked at, and the rate is
that between the first tenth of the expected reports and the last of them. Start-up is left out.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from confluent_kafka import Consumer, KafkaException, TopicPartition

LOOK_EVERY = 0.05
PATIENCE = 600.0
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

    def to(self, reports: str) -> "Course":
        """Return the same course with another topic for the reports."""
        return replace(self, reports=reports)


@dataclass(frozen=True)
class Run:
    """What one contestant did."""

    name: str
    processes: int
    articles_per_second: float
    cpu_us_per_article: float
    start_seconds: float
    peak_mb: float


def race(
    name: str, commands: Sequence[Sequence[str]], environment: dict[str, str], course: Course
) -> Run:
    """Run the commands until all reports are there, then end them.

    Raises:
        RuntimeError: one of them ended by itself, or not all reports came.
    """
    look = _Topic(course)
    began = time.monotonic()
    logs = [tempfile.NamedTemporaryFile("w+b") for _ in commands]  # noqa: SIM115 - read below
    processes = [
        subprocess.Popen(command, env={**os.environ, **environment}, stdout=log, stderr=log)
        for command, log in zip(commands, logs, strict=True)
    ]
    try:
        begun_at, _, _ = _wait(look, 1, processes, logs)
        first_at, first, first_cpu = _wait(look, course.expected // 10, processes, logs)
        last_at, last, last_cpu = _wait(look, course.expected, processes, logs)
        peak = sum(_peak_mb(process.pid) for process in processes)
    finally:
        for process in processes:
            process.kill()
            process.wait()
    read = course.count * (last - first) / course.expected
    seconds = last_at - first_at
    return Run(
        name,
        len(commands),
        read / seconds,
        (last_cpu - first_cpu) / read * 1e6,
        begun_at - began,
        peak,
    )


class _Topic:
    """How many messages a topic holds."""

    def __init__(self, course: Course) -> None:
        self._client = Consumer({"bootstrap.servers": course.bootstrap, "group.id": "look"})
        self._partitions = [
            TopicPartition(course.reports, number) for number in range(course.partitions)
        ]

    def held(self) -> int:
        """Return the sum of the ends; nothing while the topic has no leaders yet."""
        try:
            ends = [self._client.get_watermark_offsets(one, timeout=30) for one in self._partitions]
        except KafkaException:
            return 0
        return sum(high - low for low, high in ends)


def _wait(
    look: _Topic, wanted: int, processes: list[subprocess.Popen[bytes]], logs: list[IO[bytes]]
) -> tuple[float, int, float]:
    deadline = time.monotonic() + PATIENCE
    while True:
        held = look.held()
        if held >= wanted:
            return time.monotonic(), held, sum(_cpu(process.pid) for process in processes)
        ended = [process.poll() for process in processes]
        if any(code is not None for code in ended) or time.monotonic() > deadline:
            told = "\n".join(Path(log.name).read_text(errors="replace")[-2000:] for log in logs)
            message = f"{held} of {wanted} reports; ended with {ended}:\n{told}"
            raise RuntimeError(message)
        time.sleep(LOOK_EVERY)


def _cpu(pid: int) -> float:
    """Return the user and system seconds of a process and the children it waited for."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(int(ticks) for ticks in fields[11:15]) / TICKS


def _peak_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
