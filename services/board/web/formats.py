"""Alerts in the formats of others: CAP, GeoJSON, Atom, CSV."""

from typing import Final

from aiohttp import web

from tocsin.schemas.alert import Alert
from tocsin.services.board.asking.selecting import Wanted, page
from tocsin.services.board.board import Board
from tocsin.services.board.state.book import Held
from tocsin.services.board.web.asked import LIMIT, held_of, limit_of, query_of
from tocsin.services.board.web.responses import packed
from tocsin.services.renderings import atom, cap, csv_table, edxl, geojson

IN_A_FEED: Final = 50
ON_A_MAP: Final = 500
MOST: Final = 2_000

_UTF_8: Final = "; charset=utf-8"


class Formats:
    """Serves what maps, feed readers and warning systems read; all links are public ones."""

    def __init__(self, board: Board, public_url: str) -> None:
        self._board = board
        self._url = public_url
        self._page = f"{public_url}/alerts/{{id}}"

    def routes(self) -> list[web.RouteDef]:
        """Return where the formats are."""
        return [
            web.get("/alerts.atom", self.as_atom),
            web.get("/alerts.geojson", self.as_geojson),
            web.get("/alerts.csv", self.as_csv),
            web.get("/alerts.edxl", self.as_cap_bundle),
            web.get("/alerts/{id}/cap", self.one_as_cap),
            web.get("/alerts/{id}/geojson", self.one_as_geojson),
        ]

    async def as_atom(self, request: web.Request) -> web.Response:
        """Return the newest that fit as a feed (RFC 4287)."""
        wanted, alerts = self._fitting(request, IN_A_FEED)
        links = atom.Links(f"{self._url}{request.path_qs}", self._page, f"{self._page}/cap")
        return _of_type(
            atom.CONTENT_TYPE + _UTF_8, atom.atom_feed(alerts, links, note=wanted.marks)
        )

    async def as_geojson(self, request: web.Request) -> web.Response:
        """Return the newest that fit as features (RFC 7946)."""
        wanted, alerts = self._fitting(request, ON_A_MAP)
        marked = {alert.id for alert in alerts if wanted.marks(alert)}
        return _of_type(geojson.CONTENT_TYPE, geojson.feature_collection(alerts, marked))

    async def as_csv(self, request: web.Request) -> web.Response:
        """Return what the list shows as a table (RFC 4180)."""
        wanted, alerts = self._fitting(request, MOST, is_page=True)
        answer = _of_type(
            csv_table.CONTENT_TYPE + _UTF_8, csv_table.csv_table(alerts, self._page, wanted.marks)
        )
        answer.headers["Content-Disposition"] = 'attachment; filename="alerts.csv"'
        return answer

    async def as_cap_bundle(self, request: web.Request) -> web.Response:
        """Return the newest that fit as CAP messages in one EDXL distribution, by story."""
        _, alerts = self._fitting(request, IN_A_FEED)
        held = filter(None, map(self._board.book.get, (alert.id for alert in alerts)))
        messages = [edxl.BundledAlert(one.alert, _earlier(one), self._page_of(one)) for one in held]
        address = f"{self._url}{request.path_qs}"
        body = edxl.cap_bundle(messages, address, self._board.clock())
        return _of_type(edxl.CONTENT_TYPE + _UTF_8, body)

    async def one_as_cap(self, request: web.Request) -> web.Response:
        """Return an alert's newest revision as a CAP 1.2 message that refers to those before."""
        held = held_of(request, self._board.book)
        message = cap.cap_message(held.alert, _earlier(held), web=self._page_of(held))
        return _of_type(cap.CONTENT_TYPE + _UTF_8, message)

    async def one_as_geojson(self, request: web.Request) -> web.Response:
        """Return an alert as a feature."""
        alert = held_of(request, self._board.book).alert
        return _of_type(geojson.CONTENT_TYPE, geojson.feature_collection([alert]))

    def _page_of(self, held: Held) -> str:
        return self._page.format(id=held.alert.id)

    def _fitting(
        self, request: web.Request, usual: int, *, is_page: bool = False
    ) -> tuple[Wanted, list[Alert]]:
        wanted = self._board.wanted(query_of(request, besides={LIMIT}), is_page=is_page)
        limit = limit_of(request, usual, MOST)
        found = page(self._board.book, wanted, None, limit).held
        return wanted, [held.alert for held in found]


def _earlier(held: Held) -> list[Alert]:
    return [Alert.read_along(revision.payload) for revision in held.revisions[:-1]]


def _of_type(content_type: str, body: bytes) -> web.Response:
    return packed(web.Response(body=body, headers={"Content-Type": content_type}))
