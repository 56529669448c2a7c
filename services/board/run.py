"""The board, wired: Kafka in, HTTP out. No logic here."""

import asyncio
from datetime import UTC, datetime
from typing import Final

from tocsin.services.areas.naming import Atlas
from tocsin.services.board.asking.area_index import AreaIndex
from tocsin.services.board.board import Board
from tocsin.services.board.following import Follower
from tocsin.services.board.metrics import BoardMetrics
from tocsin.services.board.web.answers.writes import Say
from tocsin.services.board.web.app import create_app
from tocsin.services.controls.known_rules import rules_on_disk
from tocsin.services.controls.publishing import publish
from tocsin.services.runtime.http import http_bind, http_open
from tocsin.services.runtime.lifecycle import log_kafka, run_service, stopped_or_ended
from tocsin.services.settings import Settings

_MIB: Final = 1024 * 1024
_SHUTDOWN_SECONDS: Final = 2.0


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT.

    Raises:
        Problem: no Kafka, no topics, or a port that cannot be had.
    """
    run_service(settings, lambda stop: _serve(settings, stop))


async def _serve(settings: Settings, stop: asyncio.Event) -> None:
    metrics = BoardMetrics()
    places = AreaIndex(Atlas.load(settings.areas), settings.area_country_only)
    rules = rules_on_disk(settings.rules)
    memory = settings.board_memory * _MIB
    board = Board(memory, metrics, lambda: datetime.now(UTC), places, rules)
    follower = Follower(settings, board)
    # the port first: while Kafka is read the page says so
    async with http_open(
        create_app(settings, board, metrics, _say(settings)),
        http_bind(settings, settings.board_port, "TOCSIN_BOARD_PORT", settings.board_host),
        metrics.registry,
        said="board_listening",
        shutdown_timeout=_SHUTDOWN_SECONDS,
    ):
        try:
            follower.start()
            await stopped_or_ended(stop, follower.ended)
        finally:
            board.live.close()
            await follower.close()


def _say(settings: Settings) -> Say:
    return lambda control: publish(settings, control, tell=log_kafka)
