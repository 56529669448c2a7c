"""A stop that is asked for comes in time, whatever the detector is at."""

import subprocess
import sys
import time
from pathlib import Path
from signal import SIGINT, SIGTERM, Signals

import pytest
from chaos.topics import Topics
from detector.test_changing_topics import feed, rings, town
from detector_process import DetectorProcess, detector, eventually

from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings

__all__ = ["town"]

_WITHIN = 10
"""Seconds; then Docker, systemd and Kubernetes kill."""

_BUSY_WORKER = """
import asyncio, time
from mode import Service
from tocsin.services.detector.punctuality import PunctualWorker

class Busy(Service):
    async def on_started(self):
        self.add_future(self.work())

    async def work(self):
        print("busy", flush=True)
        time.sleep(600)

loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
PunctualWorker(
    Busy(), loop=loop, quiet=True, override_logging=False, redirect_stdouts=False
).execute_from_commandline()
"""


@pytest.mark.parametrize("signal", [SIGTERM, SIGINT])
def test_the_clock_runs_from_the_signal_on_also_while_the_loop_is_busy(signal: Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", _BUSY_WORKER], stdout=subprocess.PIPE) as worker:
        try:
            assert worker.stdout is not None
            assert worker.stdout.readline() == b"busy\n"

            worker.send_signal(signal)

            assert worker.wait(_WITHIN) == 0
        finally:
            worker.kill()


def ends_in_time(process: DetectorProcess) -> None:
    began = time.monotonic()
    process.send(SIGTERM)

    assert process.ended(within=60) == 0
    assert time.monotonic() - began < _WITHIN


@pytest.mark.kafka
@pytest.mark.timeout(240)
def test_a_detector_ends_in_time_while_the_alerts_topic_is_away(
    town: Settings, tmp_path: Path
) -> None:
    with detector(town, tmp_path) as process:
        process.wait_ready()
        feed(town, range(20), (0, 1))
        rings(town, 20)
        Topics(town).delete(Topic.ALERTS)
        feed(town, range(20, 60), (0, 1))
        unconfirmed = "retrying. Error: <class 'aiokafka.errors.UnknownTopicOrPartitionError'>"
        eventually(lambda: unconfirmed in process.log or None, 60, "alerts are unconfirmed")

        ends_in_time(process)


@pytest.mark.kafka
@pytest.mark.timeout(240)
def test_a_detector_ends_in_time_after_the_alerts_topic_was_made_again_and_loses_nothing(
    town: Settings, tmp_path: Path
) -> None:
    with detector(town, tmp_path) as process:
        process.wait_ready()
        feed(town, range(20), (0, 1))
        rings(town, 20)
        Topics(town).delete(Topic.ALERTS)
        feed(town, range(20, 100), (0, 1))
        Topics(town).make_again(Topic.ALERTS)

        ends_in_time(process)

    with detector(town, tmp_path):
        rings(town, 80)
