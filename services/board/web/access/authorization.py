"""Who may look and who may answer: tokens for programs, sessions for browsers."""

import hmac
import math
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

from tocsin.services.board.board import Clock
from tocsin.services.monitoring.connections import client_of
from tocsin.services.monitoring.wrong_tokens import Guesses

COOKIE: Final = "tocsin_session"
SESSION_LASTS: Final = timedelta(hours=12)
MOST_SESSIONS: Final = 1_000

_BEARER: Final = "Bearer "


class AccessLevel(IntEnum):
    """What somebody may do; more includes less."""

    NOTHING = 0
    LOOK = 1
    ANSWER = 2


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that signed in."""

    right: AccessLevel
    author: str
    csrf: str
    """Every form of this browser carries it; no other site can know it."""
    ends: datetime


class AccessControl:
    """Knows the tokens and the open sessions; both are compared in constant time."""

    def __init__(self, read_token: str | None, write_token: str | None, clock: Clock) -> None:
        self._read_token = read_token
        self._write_token = write_token
        self._clock = clock
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self.guesses = Guesses()

    @property
    def is_open(self) -> bool:
        """Whether anybody may look."""
        return self._read_token is None

    @property
    def can_answer(self) -> bool:
        """Whether anybody at all may answer."""
        return self._write_token is not None

    @property
    def can_sign_in(self) -> bool:
        """Whether there is something to sign in for."""
        return self.can_answer or not self.is_open

    def right_of(self, request: web.Request) -> AccessLevel:
        """Return what a request may do, by its token or its session."""
        least = AccessLevel.LOOK if self.is_open else AccessLevel.NOTHING
        given = request.headers.get("Authorization", "")
        if given.startswith(_BEARER):
            return max(least, self._right_by(given.removeprefix(_BEARER)))
        session = self.session_of(request)
        return least if session is None else max(least, session.right)

    def is_guess(self, request: web.Request) -> bool:
        """Return whether a request shows a token, and none that is known."""
        given = request.headers.get("Authorization", "")
        if not given.startswith(_BEARER):
            return False
        return self._right_by(given.removeprefix(_BEARER)) is AccessLevel.NOTHING

    def refuse_guessers(self, request: web.Request) -> None:
        """Let nobody try a token who has guessed too often lately.

        Raises:
            aiohttp.web.HTTPTooManyRequests: the client has.
        """
        if wait := self.guesses.wait_for(client_of(request.remote)):
            raise web.HTTPTooManyRequests(
                reason="Too many wrong tokens from your address",
                headers={"Retry-After": str(math.ceil(wait))},
            )

    def session_of(self, request: web.Request) -> Session | None:
        """Return the open session of a browser, or None."""
        session = self._sessions.get(request.cookies.get(COOKIE, ""))
        return session if session is not None and session.ends > self._clock() else None

    def sign_in(self, token: str, author: str) -> str | None:
        """Open a session; return the cookie's value, or None if the token is wrong."""
        right = self._right_by(token)
        if right is AccessLevel.NOTHING:
            return None
        cookie = secrets.token_urlsafe(32)
        ends = self._clock() + SESSION_LASTS
        self._sessions[cookie] = Session(right, author, secrets.token_urlsafe(32), ends)
        if len(self._sessions) > MOST_SESSIONS:
            self._sessions.popitem(last=False)
        return cookie

    def sign_out(self, request: web.Request) -> None:
        """Close the session of a browser."""
        self._sessions.pop(request.cookies.get(COOKIE, ""), None)

    def _right_by(self, token: str) -> AccessLevel:
        if _same(token, self._write_token):
            return AccessLevel.ANSWER
        return AccessLevel.LOOK if _same(token, self._read_token) else AccessLevel.NOTHING


def from_another_site(request: web.Request) -> bool:
    """Return whether a browser says that another site made it send this.

    Browsers set both headers and no script can change them (Fetch Metadata, RFC 6454); a
    program sends neither.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    try:
        return origin is not None and urlsplit(origin).netloc != request.host
    except ValueError:  # no address at all, so not ours
        return True


def _same(given: str, token: str | None) -> bool:
    return token is not None and hmac.compare_digest(given.encode(), token.encode())
