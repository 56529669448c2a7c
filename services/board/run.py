"""The board, wired: Kafka in, HTTP out. No logic here."""

import asyncio
import os
import signal
from datetime import UTC, datetime
from typing import Final

import structlog
from aiohttp import web

from services.board.board import Board
from services.board.following import Follower
from services.board.metrics import BoardMetrics
from services.board.web.app import create_app
from services.board.web.writes import Say
from services.controls.publishing import publish
from services.monitoring.logs import set_up_logs
from services.problem import ExitStatus, Problem
from services.settings import Settings

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
    board = Board(settings.board_memory * _MIB, metrics, lambda: datetime.now(UTC))
    runner = web.AppRunner(
        create_app(settings, board, metrics, _say(settings)),
        access_log=None,
        shutdown_timeout=_SHUTDOWN_SECONDS,
    )
    await runner.setup()
    follower = Follower(settings, board)
    stopped = _stopped_by_people()
    try:
        # the port first: while Kafka is read the page says so
        await _listen(runner, settings)
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


async def _listen(runner: web.AppRunner, settings: Settings) -> None:
    host, port = settings.board_host, settings.board_port
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        why = os.strerror(error.errno or 0)
        message = (
            f"cannot listen on {host}:{port}: {why}; "
            "set TOCSIN_BOARD_PORT to a free port, or to 0 for any"
        )
        raise Problem(message, ExitStatus.UNAVAILABLE) from None
    log.info("board_listening", host=host, port=runner.addresses[0][1])


def _stopped_by_people() -> asyncio.Future[None]:
    loop = asyncio.get_running_loop()
    stopped: asyncio.Future[None] = loop.create_future()

    def stop() -> None:
        if not stopped.done():
            stopped.set_result(None)

    for how in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(how, stop)
    return stopped
