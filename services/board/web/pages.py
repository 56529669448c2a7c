"""The pages that people see: the list and an alert."""

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Final

from aiohttp import web

from tocsin.schemas.alert import Alert
from tocsin.schemas.fields.countries import country_name
from tocsin.schemas.vocabulary import EventType, Severity
from tocsin.services.areas.regions import REGIONS
from tocsin.services.board.asking.overview import Counts, RegionNow, Spot
from tocsin.services.board.asking.query import Query
from tocsin.services.board.asking.stories import HeldStory, newest_first, story_page
from tocsin.services.board.board import Board
from tocsin.services.board.showing.alert_page import alert_page
from tocsin.services.board.showing.row import Row, handled_of, row, story_row
from tocsin.services.board.showing.timeline import timeline
from tocsin.services.board.showing.words import event_word
from tocsin.services.board.state.book import Held
from tocsin.services.board.web.access.authorization import AccessControl, AccessLevel
from tocsin.services.board.web.asked import AFTER, after_of, held_of, query_of
from tocsin.services.board.web.responses import packed
from tocsin.services.board.web.templates import Templates
from tocsin.services.stories.measure import measure_of
from tocsin.services.stories.story import assemble, story_of
from tocsin.services.watcher.selection import rank

ROWS: Final = 50
_GLANCE: Final = 8
"""Regions that are seen at a glance."""

_WORST_FIRST: Final = (Severity.EXTREME, Severity.SEVERE, Severity.MODERATE, Severity.MINOR)
_SPANS: Final = (
    ("any", "Any time"),
    ("1h", "Last hour"),
    ("24h", "Last 24 hours"),
    ("7d", "Last 7 days"),
    ("30d", "Last 30 days"),
)


class BoardPages:
    """Composes the pages from what the board holds."""

    def __init__(
        self, board: Board, access: AccessControl, templates: Templates, patience: float
    ) -> None:
        self._board = board
        self._access = access
        self._templates = templates
        self._patience = patience
        self._counts = Counts()

    def routes(self) -> list[web.RouteDef]:
        """Return where the pages are."""
        return [
            web.get("/", self.front),
            web.get("/wall", self.wall),
            web.get("/alerts/{id}", self.alert),
        ]

    async def front(self, request: web.Request) -> web.Response:
        """Show the alerts that fit the filters in the address."""
        return self._list(request, is_wall=False)

    async def wall(self, request: web.Request) -> web.Response:
        """Show the same for a screen on a wall: large, and without controls."""
        return self._list(request, is_wall=True)

    def _list(self, request: web.Request, *, is_wall: bool) -> web.Response:
        query = query_of(request, besides={AFTER})
        now = self._board.clock()
        wanted = self._board.wanted(query, is_page=True)
        book = self._board.book
        found = story_page(book, wanted, after_of(request), ROWS)
        stories = (told.one for told in newest_first(book, wanted))
        counted = self._counts.of(stories, wanted, now, self._present)
        return self.shown(
            request,
            "front.html",
            query=query,
            is_wall=is_wall,
            rows=[self._story_row(one, wanted.marks(one.one.alert)) for one in found.stories],
            next=found.next,
            is_first=AFTER not in request.query,
            counted=counted,
            glance=_glance(counted.regions.values()),
            newest_grave=None if counted.newest_grave is None else row(counted.newest_grave),
            days=timeline(counted.days),
            spots=_as_data(counted.spots),
            severities=_WORST_FIRST,
            types=sorted((event_word(one), one) for one in EventType),
            countries=_countries(counted.countries, query),
            own_areas=[area.name for area in self._board.places.atlas.own.values()],
            regions=sorted(REGIONS),
            spans=_SPANS,
            held=len(book),
            let_go=book.let_go,
        )

    async def alert(self, request: web.Request) -> web.Response:
        """Show all that is known of one alert."""
        held = held_of(request, self._board.book)
        revisions = [Alert.read_along(revision.payload) for revision in held.revisions]
        book, alert = self._board.book, held.alert
        told = alert_page(revisions, self._board.answers)
        of_story = [one for one in book.of_story(story_of(alert)) if one is not held]
        parts = [book.get(one) for one in alert.related if alert.story_id is None]
        return self.shown(
            request,
            "alert.html",
            told=told,
            row=told.row,
            story=assemble(one.alert for one in (held, *of_story)),
            measure_of=measure_of,
            related=[self._row(one) for one in (*of_story, *parts) if one is not None],
        )

    def _story_row(self, told: HeldStory, note: str) -> Row:
        handled = handled_of([self._board.answers.desk.handled(one.alert) for one in told.alerts])
        return story_row(told.story, told.one.alert.last_published_at, note, handled)

    def _row(self, held: Held, note: str = "") -> Row:
        return row(held.alert, note, self._board.answers.desk.handled(held.alert))

    @property
    def _present(self) -> str:
        """Changes with what is held; before all is read, readers are not informed of changes."""
        return f"{self._board.live.mark} {len(self._board.book)}"

    def shown(self, request: web.Request, template: str, **values: object) -> web.Response:
        """Return a page with what every page has."""
        session = self._access.session_of(request)
        html = self._templates.render(
            template,
            mark=self._board.live.mark,
            trouble=self._board.trouble(self._patience),
            session=session,
            may_answer=session is not None and session.right is AccessLevel.ANSWER,
            can_sign_in=self._access.can_sign_in,
            takes_answers=self._access.can_answer,
            path=request.path_qs,
            **values,
        )
        response = web.Response(text=html, content_type="text/html", status=HTTPStatus.OK)
        # a page with a session holds a secret: compressed beside the reader's own words it leaks
        return response if session is not None else packed(response)


def _as_data(spots: Iterable[Spot]) -> str:
    """Return the map's spots as JSON for an attribute: where, what, and how exact it is."""
    return json.dumps(
        [
            [
                spot.longitude,
                spot.latitude,
                spot.count,
                spot.severity,
                spot.name,
                spot.country,
                spot.is_country,
            ]
            for spot in spots
        ],
        separators=(",", ":"),
    )


def _glance(regions: Iterable[RegionNow]) -> list[RegionNow]:
    """Return the regions in which something is open, the worst and then the fullest first."""
    return sorted(regions, key=lambda one: (-rank(one.severity), -one.count, one.name))[:_GLANCE]


def _countries(counted: Iterable[str], query: Query) -> list[tuple[str, str]]:
    codes = {*query.country, *counted}
    return sorted((country_name(code), code) for code in codes)
