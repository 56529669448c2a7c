"""Pages of archives, read in a worker process as those of the web are.

An archive holds what strangers wrote: one page must cost itself, not the feeding.
"""

import asyncio
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Self

from tocsin.services.feeder.live.parsing.pool import ParseLimits, Parsers

if TYPE_CHECKING:
    from tocsin.services.feeder.live.pages.page import ArticlePage


class PageParser:
    """Reads one page at a time; the worker starts with the first."""

    def __init__(self, limits: ParseLimits) -> None:
        self._parsers = Parsers(limits, 1)
        self._loop: asyncio.AbstractEventLoop | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._loop is None:
            return
        asyncio.run_coroutine_threadsafe(self._parsers.close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)

    def read(self, body: bytes, charset: str | None, address: str) -> "ArticlePage":
        """Read a page.

        Raises:
            BrokeParserError: it takes more than a document is given.
        """
        from tocsin.services.feeder.live.pages.page import read_page  # noqa: PLC0415 - an extra

        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            Thread(target=self._loop.run_forever, daemon=True).start()
        reading = self._parsers.run(read_page, body, charset, address)
        return asyncio.run_coroutine_threadsafe(reading, self._loop).result()
