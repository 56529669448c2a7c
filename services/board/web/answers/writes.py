"""What people answer, from forms and from programs."""

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from secrets import compare_digest, token_hex

import structlog
from aiohttp import web

from tocsin.schemas.control import AnyControl
from tocsin.services.board.board import Board, ControlReceived
from tocsin.services.board.metrics import BoardMetrics
from tocsin.services.board.web.access.authorization import AccessControl, AccessLevel
from tocsin.services.board.web.access.signing_in import form_of, local
from tocsin.services.board.web.answers.answering import (
    NewRetraction,
    NewSilence,
    NewVerdict,
    NoMore,
    read,
)
from tocsin.services.board.web.answers.desk_answers import DeskAnswers
from tocsin.services.board.web.answers.new_silence import silence_of
from tocsin.services.board.web.asked import held_of
from tocsin.services.board.web.responses import JSON, as_json
from tocsin.services.controls import saying
from tocsin.services.problem import Problem

log = structlog.get_logger(__name__)

Say = Callable[[AnyControl], None]
"""Sends a control and returns when Kafka has confirmed it; may block."""


class Writes:
    """Takes answers from those who may give them."""

    def __init__(
        self, board: Board, access: AccessControl, say: Say, metrics: BoardMetrics
    ) -> None:
        self._board = board
        self._access = access
        self._say = say
        self._metrics = metrics

    def routes(self) -> list[web.RouteDef]:
        """Return where answers are taken: forms of the pages, and the API."""
        form, api, desk = self._from_form, self._from_program, DeskAnswers(self._board)
        return [
            web.post("/alerts/{id}/verdict", form(self._verdict)),
            web.post("/alerts/{id}/retraction", form(self._retraction)),
            web.post("/alerts/{id}/acknowledgement", form(desk.acknowledgement)),
            web.post("/alerts/{id}/assignment", form(desk.assignment)),
            web.post("/alerts/{id}/comments", form(desk.comment)),
            web.post("/silences/{id}/end", form(self._end_of_silence)),
            web.post("/api/alerts/{id}/verdict", api(self._verdict)),
            web.post("/api/alerts/{id}/retraction", api(self._retraction)),
            web.post("/api/alerts/{id}/acknowledgement", api(desk.acknowledgement)),
            web.post("/api/alerts/{id}/assignment", api(desk.assignment)),
            web.post("/api/alerts/{id}/comments", api(desk.comment)),
            web.post("/api/silences", api(self._silence)),
            web.post("/api/silences/{id}/end", api(self._end_of_silence)),
        ]

    def _verdict(self, request: web.Request, given: dict[str, object]) -> AnyControl:
        alert = held_of(request, self._board.book).alert
        new = read(NewVerdict, given)
        return saying.verdict(alert, new.finding, new.author, self._board.clock(), new.comment)

    def _retraction(self, request: web.Request, given: dict[str, object]) -> AnyControl:
        alert = held_of(request, self._board.book).alert
        new = read(NewRetraction, given)
        return saying.retraction(alert, new.author, self._board.clock(), new.comment)

    def _silence(self, _: web.Request, given: dict[str, object]) -> AnyControl:
        new, rules = read(NewSilence, given), self._board.known_rules()
        atlas = self._board.places.atlas
        return silence_of(new, token_hex(12), self._board.clock(), atlas, rules)

    def _end_of_silence(self, request: web.Request, given: dict[str, object]) -> AnyControl:
        silence = self._board.answers.silence(request.match_info["id"])
        if silence is None:
            raise web.HTTPNotFound(reason="No such silence")
        read(NoMore, given)
        return saying.expired(silence, self._board.clock())

    def _from_form(
        self, compose: Callable[[web.Request, dict[str, object]], AnyControl]
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            author, given = await signed_form(self._access, request)
            back = given.pop("back", "/")
            await self.send(compose(request, {**given, "author": author}))
            raise web.HTTPSeeOther(local(back))

        return handle

    def _from_program(
        self, compose: Callable[[web.Request, dict[str, object]], AnyControl]
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            self._may_answer(request)
            control = compose(request, await json_object(request))
            await self.send(control)
            return as_json(control.model_dump(mode="json"), HTTPStatus.ACCEPTED)

        return handle

    def _may_answer(self, request: web.Request) -> None:
        """Programs show the write token each time: a session's cookie is not enough here."""
        if not self._access.can_answer:
            raise web.HTTPForbidden(
                reason="This board is read-only: TOCSIN_BOARD_WRITE_TOKEN is not set"
            )
        if "Authorization" not in request.headers:
            raise web.HTTPUnauthorized(reason="Send the write token as Authorization: Bearer")
        if self._access.right_of(request) < AccessLevel.ANSWER:
            raise web.HTTPForbidden(reason="This token does not allow writing")

    async def send(self, control: AnyControl) -> None:
        """Send a control; return when Kafka has it.

        Raises:
            Problem: Kafka has it not.
        """
        await asyncio.to_thread(self._say, control)
        self._metrics.answers.labels(control.kind).inc()
        log.info("answered", kind=control.kind, id=control.id, author=control.author)
        # it comes back from Kafka too, which changes nothing; the page need not wait for that
        self._board.take([ControlReceived(control)])


async def signed_form(access: AccessControl, request: web.Request) -> tuple[str, dict[str, str]]:
    """Return who signed in, and what they filled into our form.

    Raises:
        aiohttp.web.HTTPForbidden: who may not answer, or a form that this session was not given.
        Problem: it cannot be read as a form.
    """
    session = access.session_of(request)
    if session is None or session.right < AccessLevel.ANSWER:
        raise web.HTTPForbidden(reason="Sign in with the write token")
    given = await form_of(request)
    if not compare_digest(given.pop("csrf", "").encode(), session.csrf.encode()):
        raise web.HTTPForbidden(reason="This form has expired: reload the page")
    return session.author, given


async def json_object(request: web.Request) -> dict[str, object]:
    """Return the JSON object that a program sends.

    Raises:
        Problem: it is not valid.
    """
    if request.content_type != JSON:
        raise web.HTTPUnsupportedMediaType(reason=f"Send {JSON}")
    try:
        given = await request.json()
    except (ValueError, RecursionError) as error:
        message = f"the body is not valid JSON: {error}"
        raise Problem(message) from None
    if not isinstance(given, dict):
        message = "the body is not a JSON object"
        raise Problem(message)
    return given
