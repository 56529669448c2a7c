"""The one loop of the three agents: a fetch in batches, all of it confirmed, then acknowledged."""

import asyncio
from collections.abc import Sequence
from itertools import islice
from typing import Final, Protocol

from faust import StreamT

from tocsin.services.detector.kafka.acknowledged_fetches import Record, fetches

_BATCH: Final = 50
"""Records that are worked on before the event loop may do something else, such as answer `/live`.
"""


class FetchWorker(Protocol):
    """What an agent does with a fetch."""

    def open_fetch(self) -> None:
        """Get ready for the records of a fetch."""

    async def process(self, records: Sequence[Record]) -> None:
        """Work on a batch of them."""

    async def close_fetch(self) -> None:
        """Return when the broker has all that follows from the fetch; it is acknowledged then."""

    async def abandon_fetch(self) -> None:
        """Drop what was not written: a rebalance came, and the fetch may be another replica's."""


async def work_through(stream: StreamT[bytes], worker: FetchWorker) -> None:
    """Give a worker each fetch of a stream until it ends.

    Raises:
        Exception: what the worker raises; that fetch is not acknowledged and comes again.
    """
    async for fetched in fetches(stream):
        worker.open_fetch()
        records = iter(fetched)
        while batch := list(islice(records, _BATCH)):
            await worker.process(batch)
            await asyncio.sleep(0)
        if fetched.is_ours():
            await worker.close_fetch()
        else:
            await worker.abandon_fetch()
