"""Silences on the board: made, looked at before, seen and ended in one place."""

from collections.abc import Mapping
from datetime import timedelta
from secrets import compare_digest
from typing import Final

from aiohttp import web

from schemas.control import Silence
from schemas.countries import COUNTRY_NAMES
from schemas.vocabulary import EventType, Severity
from services.areas.regions import REGIONS
from services.board.board import Board
from services.board.showing.silences import in_words, preview_view, silence_views
from services.board.showing.words import event_word
from services.board.web.access import Access, Right
from services.board.web.answering import NewSilence, read
from services.board.web.new_silence import silence_of
from services.board.web.pages import Pages
from services.board.web.responses import as_json
from services.board.web.signing_in import form_of
from services.board.web.writes import json_object
from services.controls.previewing import preview
from services.problem import Problem

_OVER_FOR: Final = timedelta(days=7)
_MOST_PREVIEWED: Final = 10
_NOT_SAID: Final = "preview"
_SPANS: Final = (("1", "1 hour"), ("8", "8 hours"), ("24", "1 day"), ("168", "7 days"))
_FIELDS: Final = (
    *("event_type", "severity", "country", "place", "area", "rule_id", "alert_id"),
    *("country_only", "hours", "comment"),
)


class Silences:
    """Shows silences, and what one would hide."""

    def __init__(self, board: Board, access: Access, pages: Pages) -> None:
        self._board = board
        self._access = access
        self._pages = pages

    def routes(self) -> list[web.RouteDef]:
        """Return where silences are looked at; `Writes` takes them."""
        return [
            web.get("/silences", self.page),
            web.post("/silences/preview", self.preview_page),
            web.post("/api/silences/preview", self.preview_json),
        ]

    async def page(self, request: web.Request) -> web.Response:
        """Show what is silenced; the address may fill in the form."""
        return self._page(request, request.query)

    async def preview_page(self, request: web.Request) -> web.Response:
        """Show what a silence would hide, with the form as it was filled in."""
        session = self._access.session_of(request)
        if session is None or session.right < Right.ANSWER:
            raise web.HTTPForbidden(reason="Sign in with the write token to silence")
        given = await form_of(request)
        if not compare_digest(given.pop("csrf", "").encode(), session.csrf.encode()):
            raise web.HTTPForbidden(reason="This form is stale: load the page anew")
        given.pop("back", None)
        try:
            silence = self._silence({**given, "author": session.author})
        except Problem as problem:
            return self._page(request, given, wrong=str(problem))
        return self._page(request, given, silence)

    async def preview_json(self, request: web.Request) -> web.Response:
        """Return the ids of what a silence would hide; nothing is silenced."""
        if self._access.right_of(request) < Right.LOOK:
            raise web.HTTPUnauthorized(reason="A token is needed to look")
        given = await json_object(request)
        found = preview(self._silence(given), self._board.came(), self._board.clock())
        return as_json(
            {"now": [one.id for one in found.now], "week": [one.id for one in found.week]}
        )

    def _silence(self, given: dict[str, object]) -> Silence:
        new, rules = read(NewSilence, given), self._board.known_rules()
        return silence_of(new, _NOT_SAID, self._board.clock(), self._board.places.atlas, rules)

    def _page(
        self,
        request: web.Request,
        given: Mapping[str, str],
        silence: Silence | None = None,
        wrong: str = "",
    ) -> web.Response:
        now, came = self._board.clock(), self._board.came()
        answers, atlas = self._board.answers, self._board.places.atlas
        filled = {field: given.get(field, "") for field in _FIELDS}
        return self._pages.shown(
            request,
            "silences.html",
            silences=silence_views(answers.silences(now), came, now),
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
