"""The page behind an item: asked for if robots.txt lets us, and read."""

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import Final

from tocsin.services.feeder.live.address import host_of
from tocsin.services.feeder.live.clock import SystemClock
from tocsin.services.feeder.live.fetching.item_article import FoundPage
from tocsin.services.feeder.live.pages.page import read_page
from tocsin.services.feeder.live.parsing.pool import BrokeParserError, Parsers
from tocsin.services.feeder.live.web.access import OPEN, Credentials
from tocsin.services.feeder.live.web.answers import (
    Failed,
    NotModified,
    Trouble,
    Validators,
    WebResponse,
)
from tocsin.services.feeder.live.web.client import Gate, Web
from tocsin.services.feeder.live.web.robots import Robots

_PASSES: Final = {
    Trouble.BUSY,
    Trouble.HELD,
    Trouble.NO_ROBOTS,
    Trouble.TIMEOUT,
    Trouble.UNREACHABLE,
    Trouble.STATUS,
}

_QUARANTINE: Final = 3_600.0
_MOST_BROKEN: Final = 3


@dataclass(frozen=True, slots=True)
class NoPage:
    """No page, and whether asking again later may help."""

    trouble: Trouble
    detail: str

    @property
    def may_pass(self) -> bool:
        """Whether it is worth asking again."""
        return self.trouble in _PASSES


class PageFetcher:
    """Fetches and reads pages."""

    def __init__(self, web: Web, robots: Robots, parsers: Parsers, clock: SystemClock) -> None:
        self._web = web
        self._robots = robots
        self.parsers = parsers
        self._clock = clock
        self._broke: dict[str, list[float]] = defaultdict(list)

    def gate(self, access: Credentials) -> Gate:
        """Return what must let a page be asked for."""
        return partial(self._robots.permission, access=access)

    async def get(self, address: str, access: Credentials = OPEN) -> FoundPage | NoPage:
        """Return the page at an address, asked for as its source is asked."""
        found = await self.get_again(address, access, None)
        if isinstance(found, NotModified):
            return NoPage(Trouble.STATUS, "unchanged, though nothing was known of it")
        return found

    async def get_again(
        self, address: str, access: Credentials, validators: Validators | None
    ) -> FoundPage | NoPage | NotModified:
        """Return the page, or that it is as it was when it had these validators."""
        if self._is_in_quarantine(host := host_of(address)):
            return NoPage(Trouble.BROKE_PARSER, f"pages of {host} broke their parser lately")
        match await self._web.get(address, validators, self.gate(access), access):
            case WebResponse() as answer:
                return await self._read(answer)
            case Failed(trouble, detail):
                return NoPage(trouble, detail)
            case NotModified() as answer:
                return answer

    async def _read(self, answer: WebResponse) -> FoundPage | NoPage:
        try:
            page = await self.parsers.run(read_page, answer.body, answer.charset, answer.address)
        except BrokeParserError as error:
            self._broke[host_of(answer.address)].append(self._clock.steady())
            return NoPage(Trouble.BROKE_PARSER, f"the page {error}")
        return FoundPage(page, answer.address, answer.validators)

    def _is_in_quarantine(self, host: str) -> bool:
        """Whether enough pages of a host broke their parser to leave it alone for a while."""
        if host not in self._broke:
            return False
        since = self._clock.steady() - _QUARANTINE
        self._broke[host] = [at for at in self._broke[host] if at > since]
        return len(self._broke[host]) >= _MOST_BROKEN
