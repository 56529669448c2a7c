"""Acknowledge each message in order, and only after the work on it is done."""

from collections.abc import Awaitable, Callable
from typing import cast

from faust import EventT, Stream, StreamT


async def one_by_one(
    stream: StreamT[bytes], work: Callable[[EventT[bytes]], Awaitable[None]]
) -> None:
    """Do `work` on every event until the stream ends.

    `noack`, because Faust's own acknowledgement also happens when the work raises or is cancelled.
    """
    unacknowledged = cast("Stream[bytes]", stream).noack()
    async for event in unacknowledged.events():
        await work(event)
        await unacknowledged.ack(event)
