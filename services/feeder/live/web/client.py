"""Ask the web, on guard: size, time, redirects, where a name leads; polite to each host."""

import asyncio
import ipaddress
import os
import zlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from types import TracebackType
from typing import Final, Self
from urllib.parse import urljoin

import aiohttp
import structlog
from yarl import URL

from tocsin.services.feeder.live.address import canonical_address, host_of
from tocsin.services.feeder.live.clock import SystemClock
from tocsin.services.feeder.live.schedule import max_age, retry_after
from tocsin.services.feeder.live.web.access import OPEN, Credentials
from tocsin.services.feeder.live.web.answers import (
    Answer,
    Failed,
    NotModified,
    Permission,
    Trouble,
    Validators,
    WebResponse,
)
from tocsin.services.feeder.live.web.guarded_resolver import (
    InnerAddressError,
    guarded_connector,
)
from tocsin.services.feeder.live.web.networks import HOW_TO_ALLOW, Network, may_be_asked
from tocsin.services.feeder.live.web.refreshes import refresh_target
from tocsin.services.feeder.live.web.turns import Turns
from tocsin.services.feeder.live.web.unpacking import ACCEPTED, TooLongError, Unpacker, unpacked

log = structlog.get_logger(__name__)

_MOST_REDIRECTS: Final = 5
_REDIRECTS: Final = {301, 302, 303, 307, 308}
_BY_STATUS: Final[Mapping[int, Trouble]] = {
    HTTPStatus.NOT_FOUND: Trouble.GONE,
    HTTPStatus.GONE: Trouble.GONE,
    HTTPStatus.TOO_MANY_REQUESTS: Trouble.BUSY,
    HTTPStatus.SERVICE_UNAVAILABLE: Trouble.BUSY,
}
_CHUNK: Final = 65_536
_ACCEPT: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/html;q=0.9, */*;q=0.5"
)
_MOST_HEADER_BYTES: Final = 16_384
_LONGEST_TYPE: Final = 256
"""Characters of `Content-Type`: its parser takes time with their square, and recurses."""
_USUAL_HOLD: Final = 60.0
"""Seconds that a host is left alone which says 429 and not for how long."""

Gate = Callable[[str], Awaitable[Permission]]
"""Asked for each address, also for those that redirects lead to."""


@dataclass(frozen=True, slots=True)
class WebLimits:
    """How the web is asked."""

    user_agent: str
    seconds: float
    most_bytes: int
    at_once: int
    host_pause: float
    allowed: Sequence[Network] = ()
    longest_hold: float = 21_600.0
    """Seconds that a host is left alone at most, whatever its Retry-After."""


@dataclass(frozen=True, slots=True)
class _Redirect:
    target: str


@dataclass(frozen=True, slots=True)
class _Ask:
    """One request of a chain."""

    address: str
    validators: Validators
    jar: aiohttp.CookieJar
    access: Credentials


def _session(limits: WebLimits, connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=connector,
        # nothing is kept of strangers; `get` keeps cookies for one chain of redirects
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        max_line_size=_MOST_HEADER_BYTES,
        max_field_size=_MOST_HEADER_BYTES,
        timeout=aiohttp.ClientTimeout(total=limits.seconds),
        headers={
            "User-Agent": limits.user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": ACCEPTED,
        },
    )


class Web:
    """One session with the web. Answers are values; only a programming error raises."""

    def __init__(self, limits: WebLimits, clock: SystemClock | None = None) -> None:
        self._limits = limits
        self._clock = clock or SystemClock()
        self._turns = Turns(limits.at_once, limits.host_pause, self._clock)
        self._session = _session(
            limits,
            guarded_connector(limits.allowed, limits.at_once),
        )
        # what a source's own proxy is asked through: it may be inside, and resolves names itself
        self._by_proxy = _session(
            limits, aiohttp.TCPConnector(limit=limits.at_once, limit_per_host=limits.at_once)
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._session.close()
        await self._by_proxy.close()

    async def get(
        self,
        address: str,
        validators: Validators | None = None,
        gate: Gate | None = None,
        access: Credentials = OPEN,
    ) -> Answer:
        """Ask for one address, following redirects by hand, because each hop must be checked.

        Args:
            address: http or https.
            validators: of the last answer, to be sent only what changed.
            gate: what must let us, as robots.txt for pages; none for feeds, which are there
                to be asked for.
            access: what the source is asked with.
        """
        # a site that checks its visitors sends them in a circle, and knows them by a cookie
        jar = aiohttp.CookieJar(unsafe=True)  # also for hosts that are numbers
        for _ in range(_MOST_REDIRECTS + 1):
            refusal = self._refused(address) or self._held(address)
            if refusal is not None:
                return refusal
            permission = Permission(granted=True) if gate is None else await gate(address)
            if not permission.granted:
                return _not_let(permission)
            async with self._turns.turn(host_of(address), permission.pause):
                # while it waited for its turn, another may have been asked to come later
                outcome = self._held(address) or await self._asked(
                    _Ask(address, validators or Validators(), jar, access)
                )
            if not isinstance(outcome, _Redirect):
                return outcome
            try:
                address = urljoin(address, outcome.target)
            except ValueError as error:  # an impossible host or bracket
                return Failed(Trouble.ADDRESS, f"led to no address: {str(error)[:200]}")
        return Failed(Trouble.REDIRECTS, f"more than {_MOST_REDIRECTS} redirects")

    async def submit(self, address: str, form: Mapping[str, str]) -> Failed | None:
        """Send a form, as a hub wants it; return why it was not taken. Nothing is followed."""
        refusal = self._refused(address) or self._held(address)
        if refusal is not None:
            return refusal
        async with self._turns.turn(host_of(address)):
            try:
                async with (
                    asyncio.timeout(self._limits.seconds),
                    self._session.post(
                        _url(address), data=dict(form), allow_redirects=False
                    ) as response,
                ):
                    if response.ok and response.status not in _REDIRECTS:
                        return None
                    return Failed(Trouble.STATUS, f"status {response.status}")
            except TimeoutError:
                return Failed(Trouble.TIMEOUT, f"no answer within {self._limits.seconds:g} s")
            except (aiohttp.ClientError, OSError, ValueError) as error:
                return Failed(Trouble.UNREACHABLE, (str(error) or type(error).__name__)[:200])

    def _held(self, address: str) -> Failed | None:
        rest = self._turns.left_alone_for(host_of(address))
        if not rest:
            return None
        return Failed(Trouble.HELD, f"{host_of(address)} is left alone for {rest:,.0f} s", rest)

    async def _asked(self, ask: _Ask) -> Answer | _Redirect:
        """Ask, write it down, and keep to what a busy host wants."""
        address = ask.address
        began = self._clock.now()
        outcome = await self._hop(ask)
        wanted = 0.0
        if isinstance(outcome, Failed) and outcome.trouble is Trouble.BUSY:
            wanted = min(outcome.retry_after, self._limits.longest_hold)
            self._turns.leave_alone(host_of(address), wanted)
        log.debug(
            "web_asked",
            address=address,
            began=began,
            ended=self._clock.now(),
            answer=_in_a_word(outcome),
            left_alone_for=wanted,
        )
        return outcome

    def _refused(self, address: str) -> Failed | None:
        """Check the scheme, and an address given as numbers, without taking a turn for it.

        The host is read as the connection will read it: other digits and dots count as plain ones.
        """
        if canonical_address(address) is None:
            return Failed(Trouble.ADDRESS, f"{address[:200]} is not an http or https address")
        try:
            host = _url(address).host or ""
            ipaddress.ip_address(host)
        except ValueError:
            return None
        if may_be_asked(host, self._limits.allowed):
            return None
        return Failed(Trouble.ADDRESS, f"{host} is a private address; {HOW_TO_ALLOW}")

    async def _hop(self, ask: _Ask) -> Answer | _Redirect:
        try:
            url = _url(ask.address)
            async with (
                asyncio.timeout(self._limits.seconds),
                self._request(url, ask) as response,
            ):
                ask.jar.update_cookies(response.cookies, url)
                return await self._read(ask.address, response)
        except TimeoutError:
            return Failed(Trouble.TIMEOUT, f"not whole within {self._limits.seconds:g} s")
        except TooLongError as error:
            return Failed(Trouble.TOO_LONG, str(error))
        except (InnerAddressError, aiohttp.InvalidURL) as error:
            # the latter: numbers that only some read as an address
            return Failed(Trouble.ADDRESS, str(error))
        except aiohttp.ClientConnectorError as error:
            cause = error.os_error
            if isinstance(cause, InnerAddressError):
                return Failed(Trouble.ADDRESS, str(cause))
            return Failed(Trouble.UNREACHABLE, _reason(cause))
        except (aiohttp.ClientPayloadError, zlib.error, aiohttp.http.HttpProcessingError) as error:
            return Failed(Trouble.DAMAGED, str(error)[:200])
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return Failed(Trouble.UNREACHABLE, (str(error) or type(error).__name__)[:200])

    def _request(self, url: URL, ask: _Ask) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        headers: dict[str, str] = _conditions(ask.validators)
        cookies: dict[str, str] = {}
        if ask.access.is_for(ask.address):
            headers |= ask.access.headers
            cookies |= ask.access.cookies
        cookies |= {name: one.value for name, one in ask.jar.filter_cookies(url).items()}
        proxy = ask.access.proxy
        if proxy is None:
            return self._session.get(url, headers=headers, cookies=cookies, allow_redirects=False)
        if url.scheme == "http":  # then it reads the request; else CONNECT names it
            headers |= proxy.headers
        return self._by_proxy.get(
            url,
            headers=headers,
            cookies=cookies,
            allow_redirects=False,
            proxy=proxy.address,
            proxy_headers=dict(proxy.headers),
        )

    async def _read(self, address: str, response: aiohttp.ClientResponse) -> Answer | _Redirect:
        status, headers = response.status, response.headers
        if status in _REDIRECTS and "Location" in headers:
            return _Redirect(headers["Location"])
        if status == HTTPStatus.NOT_MODIFIED:
            return NotModified(max_age(headers))
        if status != HTTPStatus.OK:
            return _failed(status, headers, datetime.fromtimestamp(self._clock.now(), UTC))
        try:
            unpacker = Unpacker(headers.get("Content-Encoding", ""), self._limits.most_bytes)
        except ValueError as error:
            return Failed(Trouble.DAMAGED, str(error))
        async for chunk in response.content.iter_chunked(_CHUNK):
            unpacker.take(chunk)
        body = unpacked(unpacker.body(), self._limits.most_bytes)
        target = refresh_target(body)
        if target is not None and _leads_elsewhere(address, target):
            return _Redirect(target)
        return WebResponse(
            address,
            body,
            _charset(response),
            Validators(headers.get("ETag"), headers.get("Last-Modified")),
            max_age(headers),
            _linked(response, "hub"),
            _linked(response, "self"),
        )


def _charset(response: aiohttp.ClientResponse) -> str | None:
    is_long = len(response.headers.get("Content-Type", "")) > _LONGEST_TYPE
    return None if is_long else response.charset


def _leads_elsewhere(address: str, target: str) -> bool:
    try:
        return urljoin(address, target) != address
    except ValueError:  # it leads nowhere, so the page is what there is
        return False


def _linked(response: aiohttp.ClientResponse, relation: str) -> str | None:
    link = response.links.get(relation)
    return str(link["url"]) if link is not None and "url" in link else None


def _url(address: str) -> URL:
    # its spelling is the server's: quoting it again would ask for something else
    return URL(address, encoded=True) if address.isascii() and " " not in address else URL(address)


def _conditions(validators: Validators) -> dict[str, str]:
    headers = {
        "If-None-Match": validators.etag,
        "If-Modified-Since": validators.last_modified,
    }
    return {name: value for name, value in headers.items() if value}


def _failed(status: int, headers: Mapping[str, str], now: datetime) -> Failed:
    trouble = _BY_STATUS.get(status, Trouble.STATUS)
    wait = retry_after(headers, now)
    if status == HTTPStatus.TOO_MANY_REQUESTS and not wait:
        wait = _USUAL_HOLD
    return Failed(trouble, f"status {status}", wait)


def _reason(error: OSError) -> str:
    """Return what went wrong, without the number and the address that the caller knows."""
    if error.errno is not None and error.errno > 0:
        return os.strerror(error.errno)
    return error.strerror or str(error)  # no such host: its numbers are not those of errors


def _not_let(permission: Permission) -> Failed:
    if permission.sure:
        return Failed(Trouble.ROBOTS, "robots.txt does not let us")
    return Failed(Trouble.NO_ROBOTS, "robots.txt did not answer, so the page is not asked for now")


def _in_a_word(outcome: Answer | _Redirect) -> str:
    match outcome:
        case Failed(trouble):
            return trouble.value
        case _Redirect():
            return "redirect"
        case NotModified():
            return "not_modified"
        case WebResponse():
            return "fetched"
