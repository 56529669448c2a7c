"""The board, wired: Kafka in, HTTP out. No logic here."""

import asyncio
import signal
from datetime import UTC, datetime
from typing import Final

import structlog

from tocsin.services.areas.naming import Atlas
from tocsin.services.board.asking.area_index import AreaIndex
from tocsin.services.board.board import Board
from tocsin.services.board.following import Follower
from tocsin.services.board.metrics import BoardMetrics
from tocsin.services.board.web.answers.writes import Say
from tocsin.services.board.web.app import create_app
from tocsin.services.controls.known_rules import rules_on_disk
from tocsin.services.controls.publishing import publish
from tocsin.services.monitoring.listening import Bind, listen
from tocsin.services.monitoring.logs import set_up_logs
from tocsin.services.settings import Settings

log = structlog.get_logger(__name__)

_MIB: Final = 1024 * 1024
_SHUTDOWN_SECONDS: Final = 2.0


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT.

    Raises:
        Problem: no Kafka, no topics, or a port that cannot be had.
    """
    set_up_logs(settings.log_format, settings.log_level)
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    metrics = BoardMetrics()
    places = AreaIndex(Atlas.load(settings.areas), settings.area_country_only)
    rules = rules_on_disk(settings.rules)
    memory = settings.board_memory * _MIB
    board = Board(memory, metrics, lambda: datetime.now(UTC), places, rules)
    follower = Follower(settings, board)
    stopped = _stopped_by_people()
    bind = Bind(
        settings.board_host,
        settings.board_port,
        "TOCSIN_BOARD_PORT",
        settings.http_client_connections,
    )
    # the port first: while Kafka is read the page says so
    runner, _ = await listen(
        create_app(settings, board, metrics, _say(settings)),
        bind,
        metrics.registry,
        said="board_listening",
        shutdown_timeout=_SHUTDOWN_SECONDS,
    )
    try:
        follower.start()
        done, _ = await asyncio.wait({stopped, follower.ended}, return_when=asyncio.FIRST_COMPLETED)
        if follower.ended in done:
            follower.ended.result()
    finally:
        board.live.close()
        await follower.close()
        await runner.cleanup()


def _say(settings: Settings) -> Say:
    return lambda control: publish(
        settings, control, tell=lambda line: log.warning("kafka", detail=line)
    )


def _stopped_by_people() -> asyncio.Future[None]:
    loop = asyncio.get_running_loop()
    stopped: asyncio.Future[None] = loop.create_future()

    def stop() -> None:
        if not stopped.done():
            stopped.set_result(None)

    for how in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(how, stop)
    return stopped
