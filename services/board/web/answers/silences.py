"""Silences on the board: created, previewed, listed and ended in one place."""

from asyncio import to_thread
from collections.abc import Mapping
from datetime import timedelta
from secrets import token_hex
from typing import Final

from aiohttp import web

from tocsin.schemas.control import Silence
from tocsin.schemas.fields.countries import COUNTRY_NAMES
from tocsin.schemas.vocabulary import EventType, Severity
from tocsin.services.areas.regions import REGIONS
from tocsin.services.board.board import Board
from tocsin.services.board.showing.silences import in_words, preview_view, silence_views
from tocsin.services.board.showing.words import event_word
from tocsin.services.board.web.access.authorization import AccessControl
from tocsin.services.board.web.answers.answering import NewSilence, read
from tocsin.services.board.web.answers.new_silence import silence_of
from tocsin.services.board.web.answers.writes import Writes, json_object, signed_form
from tocsin.services.board.web.pages import BoardPages
from tocsin.services.board.web.responses import as_json
from tocsin.services.controls.previewing import preview
from tocsin.services.problem import Problem

_OVER_FOR: Final = timedelta(days=7)
_MOST_PREVIEWED: Final = 10
_NOT_SAID: Final = "preview"
_SPANS: Final = (("1", "1 hour"), ("8", "8 hours"), ("24", "1 day"), ("168", "7 days"))
_FIELDS: Final = (
    *("event_type", "severity", "country", "place", "area", "rule_id", "alert_id", "story_id"),
    *("country_only", "hours", "comment"),
)


class Silences:
    """Shows silences, and what one would hide."""

    def __init__(
        self, board: Board, access: AccessControl, pages: BoardPages, writes: Writes
    ) -> None:
        self._board = board
        self._access = access
        self._pages = pages
        self._writes = writes

    def routes(self) -> list[web.RouteDef]:
        """Return where silences are; `Writes` ends them and takes those of programs."""
        return [
            web.get("/silences", self.page),
            web.post("/silences", self.create),
            web.post("/silences/preview", self.preview_page),
            web.post("/api/silences/preview", self.preview_json),
        ]

    async def page(self, request: web.Request) -> web.Response:
        """Show what is silenced; the address may fill in the form."""
        return await self._page(request, request.query)

    async def create(self, request: web.Request) -> web.Response:
        """Silence what the form says; if it is wrong, show it again as it was filled in."""
        author, given = await signed_form(self._access, request)
        try:
            silence = self._silence({**_filled(given), "author": author}, token_hex(12))
        except Problem as problem:
            return await self._page(request, given, wrong=str(problem))
        await self._writes.send(silence)
        raise web.HTTPSeeOther("/silences")

    async def preview_page(self, request: web.Request) -> web.Response:
        """Show what a silence would hide, with the form as it was filled in."""
        author, given = await signed_form(self._access, request)
        try:
            silence = self._silence({**_filled(given), "author": author}, _NOT_SAID)
        except Problem as problem:
            return await self._page(request, given, wrong=str(problem))
        return await self._page(request, given, silence)

    async def preview_json(self, request: web.Request) -> web.Response:
        """Return the ids of what a silence would hide; nothing is silenced."""
        given = await json_object(request)
        silence = self._silence(given, _NOT_SAID)
        found = await to_thread(preview, silence, self._board.came(), self._board.clock())
        return as_json(
            {"now": [one.id for one in found.now], "week": [one.id for one in found.week]}
        )

    def _silence(self, given: Mapping[str, object], identity: str) -> Silence:
        new, rules = read(NewSilence, {**given}), self._board.known_rules()
        return silence_of(new, identity, self._board.clock(), self._board.places.atlas, rules)

    async def _page(
        self,
        request: web.Request,
        given: Mapping[str, str],
        silence: Silence | None = None,
        wrong: str = "",
    ) -> web.Response:
        now, came = self._board.clock(), self._board.came()
        answers, atlas = self._board.answers, self._board.places.atlas
        filled = {field: given.get(field, "") for field in _FIELDS}
        # a thread, for many silences over many alerts would keep other readers waiting
        views = await to_thread(silence_views, answers.silences(now), came, now)
        return self._pages.shown(
            request,
            "silences.html",
            silences=views,
            over=answers.silences_over(now, _OVER_FOR),
            in_words=in_words,
            given=filled | {"hours": filled["hours"] or "24"},
            preview=silence and preview_view(silence, came, now, _MOST_PREVIEWED),
            wrong=wrong,
            types=sorted((event_word(one), one) for one in EventType),
            severities=(Severity.SEVERE, Severity.MODERATE, Severity.MINOR),
            countries=sorted((name, code) for code, name in COUNTRY_NAMES.items()),
            areas=[*(area.name for area in atlas.own.values()), *sorted(REGIONS)],
            rules=sorted(self._board.known_rules()),
            spans=_SPANS,
        )


def _filled(given: Mapping[str, str]) -> dict[str, object]:
    """Return the fields of the form; others are somebody else's."""
    return {field: given[field] for field in _FIELDS if field in given}
