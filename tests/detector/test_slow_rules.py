"""Rules that take seconds to read: the detector works on meanwhile, and says little of them."""

import asyncio
import time
from pathlib import Path

import pytest

from tocsin.services.detector.metrics import DetectorMetrics
from tocsin.services.detector.rule_watch import RuleWatch
from tocsin.services.problem import Problem
from tocsin.services.rules.rulebook import load_rules

MANY = "--- a\n" * 100_000


async def test_the_loop_is_free_while_slow_rules_are_read(tmp_path: Path) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text("")
    metrics = DetectorMetrics()
    watch = RuleWatch(file, lambda _: None, metrics)
    await watch.start()
    file.write_text(MANY)
    longest, last = 0.0, time.monotonic()

    began = time.monotonic()
    while metrics.rules_are_current._value.get():
        await asyncio.sleep(0.005)
        longest, last = max(longest, time.monotonic() - last), time.monotonic()
    took = time.monotonic() - began

    assert longest < took / 3
    await watch.stop()


def test_of_many_faults_the_first_are_reported(tmp_path: Path) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text("--- a\n" * 1_000)

    with pytest.raises(Problem) as told:
        load_rules(file)

    lines = str(told.value).splitlines()
    assert lines[0] == "rules: 1,000 to mend:"
    assert lines[-1].strip() == "and 950 more: `tocsin rules check` lists all"
    assert len(lines) == 52
