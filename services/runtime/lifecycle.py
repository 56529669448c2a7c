"""A service's life: logs, an event loop, and an orderly end on SIGTERM or SIGINT.

Services on asyncio call `run_service`. The detector cannot: Faust's worker owns its event loop, its
signals and its end. It shares the logs, the HTTP port and the exit statuses.
Feeding files has `Interruption`: a signal there ends the reading and never a send half done.
"""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any, Final, TypeVar

import structlog

from tocsin.services.monitoring.logs import set_up_logs
from tocsin.services.settings import Settings

log = structlog.get_logger(__name__)

STOP_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)

Service = Callable[[asyncio.Event], Coroutine[Any, Any, None]]
"""Runs until the event is set."""

Result = TypeVar("Result")


def start_logs(settings: Settings) -> None:
    """Write logs as the settings ask; the first thing that a service does."""
    set_up_logs(settings.log_format, settings.log_level)


def log_kafka(line: str) -> None:
    """Log what the Kafka clients report: a broker that is awaited, a topic that changed."""
    log.warning("kafka", detail=line)


def run_service(settings: Settings, service: Service) -> None:
    """Run a service on an event loop until a signal asks it to stop.

    Raises:
        Problem: what the service raises; the command line prints it and sets the exit status.
    """
    start_logs(settings)
    asyncio.run(_until_signal(service))


def run_once(settings: Settings, work: Coroutine[Any, Any, Result]) -> Result:
    """Run one task to its end, with a service's logs; Ctrl-C cancels it."""
    start_logs(settings)
    return asyncio.run(work)


async def stopped_or_ended(stop: asyncio.Event, *running: Awaitable[object]) -> None:
    """Return when a stop is asked for or one of the running ends; raise what ended it."""
    stopping = asyncio.ensure_future(stop.wait())
    futures = [asyncio.ensure_future(one) for one in running]
    try:
        await asyncio.wait([stopping, *futures], return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
    for future in futures:
        if future.done():
            future.result()


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """End the block at a signal, in the middle of a wait too; that is a good end.

    For services without an event loop.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        return


def set_by_signals(stop: Event) -> None:
    """From now on a signal only sets the event: what is under way is finished first."""
    for number in STOP_SIGNALS:
        signal.signal(number, lambda *_: stop.set())


async def _until_signal(service: Service) -> None:
    stop = asyncio.Event()
    for number in STOP_SIGNALS:
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await service(stop)
