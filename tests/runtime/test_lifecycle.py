import asyncio
import os
import signal
import threading
from collections.abc import Iterator

import pytest

from tocsin.services.runtime.lifecycle import (
    ended_by_signals,
    run_once,
    run_service,
    set_by_signals,
    stopped_or_ended,
)
from tocsin.services.settings import Settings


@pytest.fixture(autouse=True)
def signals_as_before() -> Iterator[None]:
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_asks_a_service_to_stop_and_lets_it_finish(number: signal.Signals) -> None:
    steps: list[str] = []

    async def service(stop: asyncio.Event) -> None:
        os.kill(os.getpid(), number)
        await stop.wait()
        steps.append("finished")

    run_service(Settings(), service)

    assert steps == ["finished"]


def test_what_breaks_a_part_of_a_service_ends_the_service_with_its_error() -> None:
    async def broken() -> None:
        message = "the disk is full"
        raise OSError(message)

    async def service(stop: asyncio.Event) -> None:
        forever = asyncio.create_task(asyncio.sleep(3600))
        await stopped_or_ended(stop, forever, asyncio.create_task(broken()))

    with pytest.raises(OSError, match="the disk is full"):
        run_service(Settings(), service)


def test_a_part_that_is_still_running_is_left_to_the_service_when_it_stops() -> None:
    async def service(stop: asyncio.Event) -> None:
        part = asyncio.create_task(asyncio.sleep(3600))
        stop.set()
        await stopped_or_ended(stop, part)
        assert not part.done()
        part.cancel()

    run_service(Settings(), service)


def test_a_task_that_runs_once_gives_its_result() -> None:
    async def work() -> int:
        return 7

    assert run_once(Settings(), work()) == 7


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_without_an_event_loop_a_signal_ends_a_wait(number: signal.Signals) -> None:
    with ended_by_signals():
        threading.Timer(0.05, os.kill, [os.getpid(), number]).start()
        threading.Event().wait(60)
        pytest.fail("the wait was not ended")


def test_a_worker_that_is_under_way_is_only_asked_to_stop() -> None:
    stop = threading.Event()
    set_by_signals(stop)

    os.kill(os.getpid(), signal.SIGTERM)

    assert stop.wait(10)
