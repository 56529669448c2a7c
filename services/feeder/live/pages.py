"""The page behind an item: asked for where robots.txt lets us, and read."""

import asyncio
from dataclasses import dataclass
from typing import Final

from services.feeder.live.answers import Failed, Fetched, Trouble
from services.feeder.live.item_article import FoundPage
from services.feeder.live.page import read_page
from services.feeder.live.robots import Robots
from services.feeder.live.web import Web

_PASSES: Final = {
    Trouble.BUSY,
    Trouble.HELD,
    Trouble.NO_ROBOTS,
    Trouble.TIMEOUT,
    Trouble.UNREACHABLE,
    Trouble.STATUS,
}


@dataclass(frozen=True, slots=True)
class NoPage:
    """No page, and whether asking again later may help."""

    trouble: Trouble
    detail: str

    @property
    def may_pass(self) -> bool:
        """Whether it is worth asking again."""
        return self.trouble in _PASSES


class Pages:
    """Fetches and reads pages."""

    def __init__(self, web: Web, robots: Robots) -> None:
        self._web = web
        self._robots = robots

    async def get(self, address: str) -> FoundPage | NoPage:
        """Return the page at an address."""
        match await self._web.get(address, gate=self._robots.permission):
            case Fetched() as answer:
                # in a thread: a large page must not hold up the others
                page = await asyncio.to_thread(
                    read_page, answer.body, answer.charset, answer.address
                )
                return FoundPage(page, answer.address)
            case Failed(trouble, detail):
                return NoPage(trouble, detail)
            case _:
                return NoPage(Trouble.STATUS, "unchanged, though nothing was known of it")
