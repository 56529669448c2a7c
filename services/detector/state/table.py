"""The judge's memory: a Faust table of raw bytes whose changelog writes are confirmed.

Faust sends a table's changes to its changelog without waiting, and a change that the broker
rejects is only a warning. Here the judge can wait: it acknowledges a report when the alert is
confirmed *and* the state behind it is.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from faust.tables.table import Table
from faust.types import FutureMessage


class ConfirmedTable(Table[bytes, bytes]):
    """A table with `await table.confirmed()`.

    Keys and values are bytes and serialised by the caller: a table with `value_type=dict`
    loses its state at recovery with only a warning.
    """

    logger = logging.getLogger("mode.incidents")  # Faust's own lines of it are held to warnings

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Faust's signature
        partition_of: Callable[[bytes], int],
        **kwargs: Any,  # noqa: ANN401 - the same
    ) -> None:
        super().__init__(*args, **kwargs)
        self._partition_of = partition_of
        self._unconfirmed: list[FutureMessage] = []
        self.generation = 0
        """Rises whenever the table may hold other keys than before: what is derived is void."""

    async def on_rebalance(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Faust's signature
        """Rebalance as Faust does."""
        self.generation += 1
        await super().on_rebalance(*args, **kwargs)

    async def on_recovery_completed(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Faust's signature
        """End the recovery as Faust does."""
        self.generation += 1
        await super().on_recovery_completed(*args, **kwargs)

    def partition_for_key(self, key: bytes) -> int:
        """Return the partition whose state a key belongs to.

        Faust takes that of the message in hand; a fetch holds records of several.
        """
        return self._partition_of(key)

    def send_changelog(self, *args: Any, **kwargs: Any) -> FutureMessage:  # noqa: ANN401 - Faust's signature
        """Send as Faust does, and remember the promise."""
        promise = super().send_changelog(*args, **kwargs)
        self._unconfirmed.append(promise)
        return promise

    async def confirmed(self) -> None:
        """Return when the broker has every change made so far.

        Raises:
            KafkaError: the broker refused one; the caller must not acknowledge.
        """
        promises, self._unconfirmed = self._unconfirmed, []
        await asyncio.gather(*promises)
