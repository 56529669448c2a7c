"""Follows the topics in a thread of its own and hands over to the event loop."""

import asyncio
import threading
import time
from contextlib import suppress
from typing import Final

import structlog
from kafka.consumer.fetcher import ConsumerRecord

from tocsin.schemas.alert import Alert
from tocsin.schemas.topics import Topic
from tocsin.services.board.board import Board, Came, ControlReceived, Removed, Revised, Unreadable
from tocsin.services.problem import Problem
from tocsin.services.runtime.lifecycle import log_kafka
from tocsin.services.runtime.message_time import message_time
from tocsin.services.runtime.messages import Malformed, address, alert_of, control_of
from tocsin.services.settings import Settings
from tocsin.services.subscription.records import TopicRecords
from tocsin.services.subscription.start import FromBeginning

log = structlog.get_logger(__name__)

_POLL_SECONDS: Final = 0.2
_LOOK_EVERY: Final = 2.0
_LOOK_PATIENCE: Final = 2.0
_JOIN_SECONDS: Final = 10.0


class Follower:
    """Reads alerts and controls from their beginning on, for as long as it is open."""

    def __init__(self, settings: Settings, board: Board) -> None:
        self._settings = settings
        self._board = board
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="board-follower", daemon=True)
        self._loop = asyncio.get_running_loop()
        self.ended: asyncio.Future[None] = self._loop.create_future()
        """Done when it stopped; with the Problem that stopped it."""

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    async def close(self) -> None:
        """Stop reading and leave Kafka."""
        self._stopping.set()
        if self._thread.ident is not None:  # a port that was taken ends it before it began
            await asyncio.to_thread(self._thread.join, _JOIN_SECONDS)

    def _run(self) -> None:
        try:
            self._follow()
        except Problem as problem:
            self._loop.call_soon_threadsafe(self._end, problem)
        except Exception as error:
            log.exception("follower_crashed")
            self._loop.call_soon_threadsafe(self._end, error)
        else:
            self._loop.call_soon_threadsafe(self._end, None)

    def _follow(self) -> None:
        topics = [Topic.ALERTS, Topic.CONTROLS]
        records = TopicRecords(self._settings, topics, FromBeginning(), log_kafka)
        controls = self._settings.topic(Topic.CONTROLS)
        look_at = 0.0
        try:
            while not self._stopping.is_set():
                read = (_read(record, controls) for record in records.poll(_POLL_SECONDS))
                batch = [came for came in read if came is not None]
                if batch:
                    self._hand_over(batch)
                # until all is read it checks at once, afterwards from time to time
                if time.monotonic() >= look_at or not (batch or self._board.caught_up):
                    behind = records.behind(_LOOK_PATIENCE)
                    self._loop.call_soon_threadsafe(
                        self._board.heard, behind, records.trouble(self._settings.ready_patience)
                    )
                    look_at = time.monotonic() + _LOOK_EVERY
        finally:
            records.close()

    def _hand_over(self, batch: list[Came]) -> None:
        """Wait until it is taken: else a long topic would pile up before the loop."""

        async def take() -> None:
            self._board.take(batch)

        handed = asyncio.run_coroutine_threadsafe(take(), self._loop)
        while not self._stopping.is_set():
            with suppress(TimeoutError):
                handed.result(_POLL_SECONDS)
                return

    def _end(self, error: Exception | None) -> None:
        if self.ended.done():
            return
        if error is None:
            self.ended.set_result(None)
        else:
            self.ended.set_exception(error)


def _read(record: ConsumerRecord, controls: str) -> Came | None:
    """Read one record; what is neither alert nor control is a value too.

    Returns:
        None for a control that was deleted: alerts show what it brought about.
    """
    value: bytes | None = record.value
    read = control_of(value) if record.topic == controls else alert_of(value)
    match read:
        case Malformed():
            return Unreadable(address(record), read)
        case Alert():
            came_at = message_time(record.timestamp)
            return Revised(read, value or b"", came_at)
        case None:
            deleted = (record.key or b"").decode(errors="replace")
            return None if record.topic == controls else Removed(deleted)
    return ControlReceived(read)
