"""Before any handler: may this request come in, and what is answered if something is wrong."""

from http import HTTPStatus
from typing import Final
from urllib.parse import quote

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from tocsin.services.board.web.access.authorization import (
    AccessControl,
    AccessLevel,
    from_another_site,
)
from tocsin.services.board.web.access.hosts import Hosts
from tocsin.services.board.web.responses import problem
from tocsin.services.board.web.templates import Templates
from tocsin.services.monitoring.connections import client_of
from tocsin.services.monitoring.edge import UNREADABLE
from tocsin.services.problem import ExitStatus, Problem

log = structlog.get_logger(__name__)

_FOR_MACHINES: Final = {"/metrics", "/live", "/ready"}
"""Numbers and states, never news text: by any name, for Prometheus and health checks."""
_FOR_ALL: Final = {"/sign-in", *_FOR_MACHINES}
_STATIC: Final = "/static/"
_FOR_PROGRAMS: Final = ("/api/", "/changes")
_LONGEST_HOST: Final = 253
_CHANGING: Final = {"POST", "PUT", "PATCH", "DELETE"}


def guards(access: AccessControl, templates: Templates, hosts: Hosts) -> list[Middleware]:
    """Return the middlewares, the outermost first."""
    return [
        _tell_what_is_wrong(templates),
        _refuse_other_names(hosts),
        _refuse_other_sites(),
        _limit_guesses(access),
        _let_in(access),
    ]


def _tell_what_is_wrong(templates: Templates) -> Middleware:
    def told(request: web.Request, status: HTTPStatus, detail: str) -> web.Response:
        if request.path.startswith(_FOR_PROGRAMS):
            return problem(status, detail)
        html = templates.render("wrong.html", status=status, detail=detail)
        return web.Response(text=html, status=status, content_type="text/html")

    @web.middleware
    async def tell(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except Problem as wrong:
            is_theirs = wrong.status is not ExitStatus.UNAVAILABLE
            status = HTTPStatus.BAD_REQUEST if is_theirs else HTTPStatus.SERVICE_UNAVAILABLE
            return told(request, status, str(wrong))
        except (web.HTTPRedirection, *UNREADABLE):
            raise
        except web.HTTPException as error:
            answer = told(request, HTTPStatus(error.status), error.reason)
            if error.status == HTTPStatus.UNAUTHORIZED:
                answer.headers["WWW-Authenticate"] = "Bearer"
            if "Retry-After" in error.headers:
                answer.headers["Retry-After"] = error.headers["Retry-After"]
            return answer
        except Exception:
            log.exception("page_failed", path=request.path)
            detail = "Internal error; see the board's log."
            return told(request, HTTPStatus.INTERNAL_SERVER_ERROR, detail)

    return tell


def _refuse_other_names(hosts: Hosts) -> Middleware:
    @web.middleware
    async def refuse(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path not in _FOR_MACHINES and not hosts.answers_to(request.host):
            log.warning("other_host", host=request.host[:_LONGEST_HOST])
            raise web.HTTPMisdirectedRequest(
                reason=(
                    "Not a host name of this board; see TOCSIN_BOARD_URL and TOCSIN_BOARD_HOSTS"
                )
            )
        return await handler(request)

    return refuse


def _refuse_other_sites() -> Middleware:
    @web.middleware
    async def refuse(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.method in _CHANGING and from_another_site(request):
            raise web.HTTPForbidden(reason="Cross-site request refused")
        return await handler(request)

    return refuse


def _limit_guesses(access: AccessControl) -> Middleware:
    @web.middleware
    async def limit(request: web.Request, handler: Handler) -> web.StreamResponse:
        shows_token = "Authorization" in request.headers or (
            request.method == "POST" and request.path == "/sign-in"
        )
        if request.path in _FOR_MACHINES or not shows_token:
            return await handler(request)
        access.refuse_guessers(request)
        if access.is_guess(request):
            access.guesses.was_wrong(client_of(request.remote))
        return await handler(request)

    return limit


def _let_in(access: AccessControl) -> Middleware:
    @web.middleware
    async def let_in(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path in _FOR_ALL or request.path.startswith(_STATIC):
            return await handler(request)
        if access.right_of(request) >= AccessLevel.LOOK:
            return await handler(request)
        if request.path.startswith(_FOR_PROGRAMS) or request.method != "GET":
            raise web.HTTPUnauthorized(reason="A token is required to read")
        sign_in = "/sign-in?next=" + quote(request.path_qs, safe="")
        raise web.HTTPSeeOther(sign_in)

    return let_in
