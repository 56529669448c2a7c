"""What robots.txt lets us ask for, RFC 9309; remembered for a day."""

from collections import OrderedDict
from typing import Final
from urllib.parse import urlsplit

from protego import Protego

from tocsin.services.feeder.live.clock import SystemClock
from tocsin.services.feeder.live.encoding import text_of
from tocsin.services.feeder.live.keyed_locks import KeyedLocks
from tocsin.services.feeder.live.web.access import OPEN, Credentials
from tocsin.services.feeder.live.web.answers import Failed, Permission, Trouble, WebResponse
from tocsin.services.feeder.live.web.client import Web

_KEPT_SECONDS: Final = 86_400.0
_KEPT_SECONDS_AFTER_TROUBLE: Final = 900.0
_MOST_HOSTS: Final = 2_000
_MOST_READ: Final = 512_000
"""RFC 9309, 2.5: at least 500 kibibytes must be read."""

_LONGEST_DELAY: Final = 60.0
_NO_ANSWER_MEANS_NO: Final = {
    Trouble.BUSY,
    Trouble.HELD,
    Trouble.TIMEOUT,
    Trouble.UNREACHABLE,
    Trouble.ADDRESS,
}


class Robots:
    """Asks each host once and keeps what it says."""

    def __init__(self, web: Web, user_agent: str, clock: SystemClock) -> None:
        self._web = web
        self._user_agent = user_agent
        self._clock = clock
        self._asking = KeyedLocks()
        self._known: OrderedDict[str, tuple[float, Protego | None]] = OrderedDict()

    async def permission(self, address: str, access: Credentials = OPEN) -> Permission:
        """Return whether the page may be asked for; a host that fails to say means no, for now.

        Args:
            address: of the page.
            access: what its source is asked with.
        """
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        async with self._asking.held(site):  # many pages of one host want to know at once
            known = self._known.get(site)
            if known is None or known[0] < self._clock.steady():
                known = await self._ask(site, access)
                self._known[site] = known
                while len(self._known) > _MOST_HOSTS:
                    self._known.popitem(last=False)
        rules = known[1]
        if rules is None:
            return Permission(granted=False, sure=False)
        granted = rules.can_fetch(address, self._user_agent)
        delay = rules.crawl_delay(self._user_agent) or 0.0
        return Permission(granted, min(float(delay), _LONGEST_DELAY))

    async def _ask(self, site: str, access: Credentials) -> tuple[float, Protego | None]:
        now = self._clock.steady()
        match await self._web.get(f"{site}/robots.txt", access=access):
            case WebResponse() as answer:
                text = text_of(answer.body[:_MOST_READ], answer.charset)
                return now + _KEPT_SECONDS, Protego.parse(text)
            case Failed(trouble, detail) if trouble in _NO_ANSWER_MEANS_NO or (
                trouble is Trouble.STATUS and detail.startswith("status 5")
            ):
                return now + _KEPT_SECONDS_AFTER_TROUBLE, None
            case _:  # it does not exist: all may be asked for
                return now + _KEPT_SECONDS, Protego.parse("")
