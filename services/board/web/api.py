"""The JSON API: what the pages show, for programs."""

import json
from typing import Final

from aiohttp import web

from tocsin.services.board.asking.overview import overview
from tocsin.services.board.asking.selecting import page
from tocsin.services.board.board import Board
from tocsin.services.board.web.asked import AFTER, LIMIT, after_of, held_of, limit_of, query_of
from tocsin.services.board.web.openapi import openapi_document
from tocsin.services.board.web.responses import as_json, packed, raw_json

USUAL_LIMIT: Final = 50
MOST_LIMIT: Final = 500


class Api:
    """Answers with alerts by their published schema, as they came from Kafka."""

    def __init__(self, board: Board, public_url: str) -> None:
        self._board = board
        self._openapi = openapi_document(public_url)

    def routes(self) -> list[web.RouteDef]:
        """Return where the API is."""
        return [
            web.get("/api/alerts", self.alerts),
            web.get("/api/alerts/{id}", self.alert),
            web.get("/api/overview", self.counts),
            web.get("/api/silences", self.silences),
            web.get("/api/openapi.json", self.openapi),
        ]

    async def alerts(self, request: web.Request) -> web.Response:
        """Return the alerts that fit, newest first, a page at a time."""
        query = query_of(request, besides={AFTER, LIMIT})
        wanted = self._board.wanted(query)
        limit = limit_of(request, USUAL_LIMIT, MOST_LIMIT)
        found = page(self._board.book, wanted, after_of(request), limit)
        alerts = b",".join(held.revisions[-1].payload for held in found.held)
        unsure = [held.alert.id for held in found.held if wanted.marks(held.alert)]
        told = {"unsure": unsure, "next": found.next, "mark": self._board.live.mark}
        cursor = json.dumps(told)[1:]
        return packed(raw_json(b'{"alerts":[' + alerts + b"]," + cursor.encode()))

    async def alert(self, request: web.Request) -> web.Response:
        """Return an alert, its revisions of the last week, and what people said of it."""
        held = held_of(request, self._board.book)
        answers = self._board.answers
        retraction = answers.retraction(held.alert.id)
        told = {
            "retraction": None if retraction is None else retraction.model_dump(mode="json"),
            "verdicts": [one.model_dump(mode="json") for one in answers.verdicts(held.alert.id)],
            "handling": held.handling,
            "assignee": answers.desk.assignee(held.alert.id),
            "desk": [one.model_dump(mode="json") for one in answers.desk.words(held.alert.id)],
        }
        payloads = [revision.payload for revision in held.revisions]
        body = b'{"alert":' + payloads[-1] + b',"revisions":[' + b",".join(payloads) + b"],"
        return packed(raw_json(body + json.dumps(told)[1:].encode()))

    async def counts(self, request: web.Request) -> web.Response:
        """Return how many alerts fit, by severity, type, country and day."""
        now = self._board.clock()
        wanted = self._board.wanted(query_of(request))
        counted = overview(self._board.book.newest_first(), wanted, now)
        return as_json(
            {
                "shown": counted.shown,
                "held": counted.held,
                "silenced": counted.silenced,
                "open_by_region": {one.name: one.count for one in counted.regions.values()},
                "unacknowledged": counted.unacknowledged,
                "let_go": self._board.book.let_go,
                "severity": dict(counted.severities),
                "type": dict(counted.types),
                "country": dict(counted.countries),
                "day": {day.isoformat(): dict(count) for day, count in counted.days.items()},
            }
        )

    async def silences(self, _: web.Request) -> web.Response:
        """Return the active silences."""
        in_force = self._board.answers.silences(self._board.clock())
        return as_json({"silences": [one.model_dump(mode="json") for one in in_force]})

    async def openapi(self, _: web.Request) -> web.Response:
        """Return this API's own description."""
        return as_json(self._openapi)
