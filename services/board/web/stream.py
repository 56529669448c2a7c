"""Changes as they come, as server-sent events: for the page and for programs."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web

from tocsin.services.board.asking.selecting import Wanted
from tocsin.services.board.asking.stories import HeldStory, wanted_story
from tocsin.services.board.board import Board
from tocsin.services.board.metrics import BoardMetrics
from tocsin.services.board.showing.row import handled_of, story_row
from tocsin.services.board.state.book import Held
from tocsin.services.board.state.desk import Handled
from tocsin.services.board.web.asked import MARK, query_of
from tocsin.services.board.web.templates import Templates
from tocsin.services.monitoring.connections import client_of
from tocsin.services.stories.story import story_of

MOST_READERS: Final = 500
MOST_OF_A_CLIENT: Final = 100
"""Streams of one address; `TOCSIN_HTTP_CLIENT_CONNECTIONS` is about all its connections."""
HEARTBEAT_SECONDS: Final = 15.0
"""Then the reader hears how the board is: proxies close what is silent."""
MOST_AT_ONCE: Final = 40
"""If there are more changes at once, the reader is asked to reload."""
ROWS_REMEMBERED: Final = 256
"""All readers get the same; the browser recomputes the relative times."""

_BREATH_SECONDS: Final = 0.5
_RETRY_MS: Final = 2_000

_Tell = Callable[[list[str], Wanted], list[str]]


class Stream:
    """Serves changes from a mark on, so that nothing between page and stream is missed."""

    def __init__(
        self, board: Board, metrics: BoardMetrics, templates: Templates, patience: float
    ) -> None:
        self._board = board
        self._metrics = metrics
        self._templates = templates
        self._patience = patience
        self._rows: dict[tuple[str, tuple[tuple[str, int], ...], str, Handled], str] = {}
        self._by_client: Counter[str] = Counter()

    def routes(self) -> list[web.RouteDef]:
        """Return where the streams are."""
        return [web.get("/changes", self.for_pages), web.get("/api/stream", self.for_programs)]

    async def for_pages(self, request: web.Request) -> web.StreamResponse:
        """Send rows of the list: `alert` for one that fits, `gone` for one that does not."""
        return await self._serve(request, self._story_rows, is_page=True)

    async def for_programs(self, request: web.Request) -> web.StreamResponse:
        """Send alerts by their published schema."""
        return await self._serve(request, self._alerts, is_page=False)

    def _story_rows(self, changed: list[str], wanted: Wanted) -> list[str]:
        """Return the stories of the alerts that changed, each once, as rows of the list."""
        stories: dict[str, HeldStory | None] = {}
        for one in changed:
            held = self._board.book.get(one)
            # an alert that came to another story may have left a row under its own id
            for story_id in (one,) if held is None else (story_of(held.alert), one):
                stories[story_id] = wanted_story(self._board.book, wanted, story_id)
        return [
            _event("gone", {"id": story_id})
            if told is None
            else _event("alert", self._as_row(told, wanted))
            for story_id, told in stories.items()
        ]

    def _as_row(self, told: HeldStory, wanted: Wanted) -> dict[str, object]:
        story, note = told.story, wanted.marks(told.one.alert)
        handled = handled_of([self._board.answers.desk.handled(one.alert) for one in told.alerts])
        revisions = tuple(sorted((one.alert.id, one.alert.revision) for one in told.alerts))
        key = told.id, revisions, note, handled
        if key not in self._rows:
            if len(self._rows) >= ROWS_REMEMBERED:
                self._rows.clear()
            shown = story_row(story, told.one.alert.last_published_at, note, handled)
            self._rows[key] = self._templates.render("row.html", row=shown)
        return {
            "id": told.id,
            "alert": story.lead.id,
            "title": story.title,
            "severity": story.severity,
            "is_open": told.one.facts.is_open,
            "html": self._rows[key],
        }

    def _alerts(self, changed: list[str], wanted: Wanted) -> list[str]:
        events = []
        for alert_id in changed:
            held = self._board.book.get(alert_id)
            if held is not None and wanted.wants(held):
                events.append(_event("alert", _as_json(held, wanted)))
            else:
                events.append(_event("gone", {"id": alert_id}))
        return events

    async def _serve(
        self, request: web.Request, tell: _Tell, *, is_page: bool
    ) -> web.StreamResponse:
        query = query_of(request, besides={MARK})
        # a wrong filter is reported before the stream begins
        self._board.wanted(query, is_page=is_page)
        if self._board.live.readers >= MOST_READERS:
            raise web.HTTPServiceUnavailable(reason="Too many readers; try again soon")
        client = client_of(request.remote)
        if self._by_client[client] >= MOST_OF_A_CLIENT:
            raise web.HTTPTooManyRequests(reason="Too many streams from your address")
        live = self._board.live
        mark = request.headers.get("Last-Event-ID") or request.query.get(MARK) or live.mark
        response = web.StreamResponse(
            headers={
                "Content-Type": "text/event-stream; charset=utf-8",
                "X-Accel-Buffering": "no",
            }
        )
        await response.prepare(request)
        async with self._counted(client):
            try:
                await response.write(f"retry: {_RETRY_MS}\n\n{self._state()}".encode())
                while not live.closed:
                    if not await live.wait(mark, HEARTBEAT_SECONDS):
                        await response.write(self._state().encode())
                        continue
                    changed, mark = live.since(mark), live.mark
                    wanted = self._board.wanted(query, is_page=is_page)
                    events = self._events(changed, wanted, tell)
                    await response.write("".join(events).encode() + _at(mark))
                    if changed is None or len(changed) > MOST_AT_ONCE:
                        await asyncio.sleep(_BREATH_SECONDS)
            except (ConnectionResetError, ConnectionAbortedError):
                pass  # the reader went away
        return response

    def _events(self, changed: list[str] | None, wanted: Wanted, tell: _Tell) -> list[str]:
        if changed is None or len(changed) > MOST_AT_ONCE:
            return [_event("refresh", {})]
        return tell(changed, wanted)

    def _state(self) -> str:
        return _event("state", {"trouble": self._board.trouble(self._patience)})

    @asynccontextmanager
    async def _counted(self, client: str) -> AsyncIterator[None]:
        live = self._board.live
        live.readers += 1
        self._by_client[client] += 1
        self._metrics.readers.set(live.readers)
        try:
            yield
        finally:
            live.readers -= 1
            self._by_client[client] -= 1
            self._by_client += Counter()  # drops those at nought
            self._metrics.readers.set(live.readers)


def _as_json(held: Held, wanted: Wanted) -> dict[str, object]:
    told = held.alert.model_dump(mode="json")
    return {**told, "area_unsure": True} if wanted.marks(held.alert) else told


def _event(name: str, data: dict[str, object]) -> str:
    # JSON has no bare line ends, so one data line holds it
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def _at(mark: str) -> bytes:
    """Send the reader's position; an event of its own, so that it comes after all others."""
    return f"id: {mark}\nevent: mark\ndata: {{}}\n\n".encode()
