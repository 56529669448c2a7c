"""Sign in with a token and a name; sign out."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Final
from urllib.parse import quote, unquote

from aiohttp import web

from tocsin.services.board.web.access.authorization import COOKIE, SESSION_LASTS, AccessControl
from tocsin.services.board.web.templates import Templates
from tocsin.services.monitoring.connections import client_of
from tocsin.services.problem import Problem

WRONG_TOKEN_SECONDS: Final = 1.0
"""A wrong token is answered so late: guessing is slow."""
NAME_COOKIE: Final = "tocsin_name"
NAME_LASTS: Final = timedelta(days=90)
"""So long a browser keeps the name for the next time; it is not a secret, and opens nothing."""
_LONGEST_NAME: Final = 200


class SigningIn:
    """Opens and closes the sessions of browsers."""

    def __init__(self, access: AccessControl, templates: Templates, *, is_secure: bool) -> None:
        self._access = access
        self._templates = templates
        self._is_secure = is_secure

    def routes(self) -> list[web.RouteDef]:
        """Return where browsers sign in and out."""
        return [
            web.get("/sign-in", self.form),
            web.post("/sign-in", self.sign_in),
            web.post("/sign-out", self.sign_out),
        ]

    async def form(self, request: web.Request) -> web.Response:
        """Show the form."""
        name = unquote(request.cookies.get(NAME_COOKIE, ""))[:_LONGEST_NAME]
        return self._form(_Asked(local(request.query.get("next", "/")), name))

    async def sign_in(self, request: web.Request) -> web.StreamResponse:
        """Take token and name; on to where the browser wanted to go."""
        given = await form_of(request)
        name = " ".join(str(given.get("author", "")).split())[:_LONGEST_NAME]
        onwards = local(str(given.get("next", "/")))
        if not name:
            wrong = "Enter your name; others will see it."
            return self._form(_Asked(onwards, name, wrong), HTTPStatus.BAD_REQUEST)
        # again, for meanwhile many other forms may have come whole
        self._access.refuse_guessers(request)
        cookie = self._access.sign_in(str(given.get("token", "")), name)
        if cookie is None:
            self._access.guesses.was_wrong(client_of(request.remote))
            await asyncio.sleep(WRONG_TOKEN_SECONDS)
            wrong = "Wrong token."
            return self._form(_Asked(onwards, name, wrong), HTTPStatus.FORBIDDEN)
        answer = web.HTTPSeeOther(onwards)
        answer.set_cookie(
            NAME_COOKIE,
            quote(name),
            max_age=round(NAME_LASTS.total_seconds()),
            path="/sign-in",
            httponly=True,
            samesite="Lax",
            secure=self._is_secure,
        )
        answer.set_cookie(
            COOKIE,
            cookie,
            max_age=round(SESSION_LASTS.total_seconds()),
            httponly=True,
            # a link in a mail leads to a signed-in board; what changes something needs the form's
            # own secret besides
            samesite="Lax",
            secure=self._is_secure,
        )
        raise answer

    async def sign_out(self, request: web.Request) -> web.StreamResponse:
        """Forget the session; harmless, so it asks for nothing but the same site."""
        given = await form_of(request)
        self._access.sign_out(request)
        answer = web.HTTPSeeOther(local(given.get("next", "/")))
        answer.del_cookie(COOKIE)
        raise answer

    def _form(self, asked: "_Asked", status: HTTPStatus = HTTPStatus.OK) -> web.Response:
        html = self._templates.render(
            "sign_in.html",
            onwards=asked.onwards,
            author=asked.name,
            wrong=asked.wrong,
            can_sign_in=self._access.can_sign_in,
            is_open=self._access.is_open,
        )
        return web.Response(text=html, content_type="text/html", status=status)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the form contains."""

    onwards: str
    name: str
    wrong: str = ""


async def form_of(request: web.Request) -> dict[str, str]:
    """Return the texts of a form.

    Raises:
        Problem: it cannot be read as one.
    """
    try:
        form = await request.post()
    except (ValueError, LookupError, AssertionError):
        message = "the form cannot be read"
        raise Problem(message) from None
    return {name: value for name, value in form.items() if isinstance(value, str)}


def local(address: str) -> str:
    """Return an address on this board, or its front page if it leads elsewhere."""
    is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_path and address.isprintable() else "/"
