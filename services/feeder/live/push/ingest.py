"""`POST /articles`: articles from clients with the token; 202 when the broker has them."""

import asyncio
import hmac
import io
import math
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import islice
from typing import Final

import structlog
from aiohttp import web
from kafka.errors import KafkaError
from pydantic import SecretStr

from tocsin.schemas.admission import AdmissionLimits
from tocsin.schemas.article import Article
from tocsin.services.feeder.articles import to_message
from tocsin.services.feeder.json_stream import split_stream
from tocsin.services.feeder.live.intake import FoundItem, Intake, digest_of
from tocsin.services.feeder.live.metrics import SourceMetrics
from tocsin.services.feeder.live.push.openapi import MOST_ARTICLES, openapi
from tocsin.services.feeder.live.push.problem_json import problem
from tocsin.services.feeder.live.seen.store import ItemOutcome, SeenItem, item_id
from tocsin.services.feeder.live.web.unpacking import TooLongError, Unpacker
from tocsin.services.feeder.records import BadLine
from tocsin.services.monitoring.connections import client_of
from tocsin.services.monitoring.wrong_tokens import Guesses

log = structlog.get_logger(__name__)

POSTED: Final = "POST /articles"
"""The name of this source in the ledger."""

_TYPES: Final = ("application/json", "application/x-ndjson", "application/jsonl")
_MOST_TOLD: Final = 20
_AT_ONCE: Final = 500
_LONGEST_FACTOR: Final = 8
"""An article may be so much longer than the largest: unknown keys and escapes fall away."""


@dataclass(slots=True)
class _Errors:
    """How many articles are bad, and what is wrong with the first ones."""

    count: int = 0
    told: list[dict[str, object]] = field(default_factory=list)

    def add(self, article: int, detail: str) -> None:
        self.count += 1
        if self.count <= _MOST_TOLD:
            self.told.append({"article": article, "detail": detail})


class Ingest:
    """The handler and its routes."""

    def __init__(
        self,
        intake: Intake,
        metrics: SourceMetrics,
        token: SecretStr,
        most_bytes: int,
        limits: AdmissionLimits,
    ) -> None:
        self._intake = intake
        self._metrics = metrics
        self._token = token.get_secret_value().encode()
        self._most_bytes = most_bytes
        self._limits = limits
        self._guesses = Guesses()

    def routes(self) -> list[web.RouteDef]:
        """Return what is to be added to the web application."""
        return [web.post("/articles", self._post), web.get("/openapi.json", self._openapi)]

    async def _openapi(self, request: web.Request) -> web.Response:
        del request
        return web.json_response(openapi(self._most_bytes))

    async def _post(self, request: web.Request) -> web.Response:
        refusal = self._refused(request)
        if refusal is not None:
            return refusal
        try:
            unpacker = Unpacker(request.headers.get("Content-Encoding", ""), self._most_bytes)
            unpacker.take(await request.read())
            body = unpacker.body()
        except (web.HTTPRequestEntityTooLarge, TooLongError):
            return self._too_large()
        except (ValueError, zlib.error) as error:
            return problem(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"{error}; wanted: gzip, deflate or none"
            )
        articles, errors = await asyncio.to_thread(self._articles, body)
        if errors.count:
            self._metrics.ingested.labels("refused").inc(len(articles) + errors.count)
            return problem(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                f"{errors.count:,} of the articles cannot be used; none was taken",
                errors=errors.told,
            )
        if len(articles) > MOST_ARTICLES:
            return problem(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                f"at most {MOST_ARTICLES:,} articles in one request; none was taken",
            )
        if not articles:
            return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "there is no article in the body")
        return await self._taken(articles)

    def _refused(self, request: web.Request) -> web.Response | None:
        client = client_of(request.remote)
        if wait := self._guesses.wait_for(client):
            return problem(
                HTTPStatus.TOO_MANY_REQUESTS,
                "too many wrong tokens came from your address",
                headers={"Retry-After": str(math.ceil(wait))},
            )
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(
            given.strip().encode(), self._token
        ):
            if given:
                self._guesses.was_wrong(client)
            return problem(
                HTTPStatus.UNAUTHORIZED,
                "wanted: Authorization: Bearer and the token (TOCSIN_INGEST_TOKEN)",
                headers={"WWW-Authenticate": 'Bearer realm="tocsin"'},
            )
        if request.content_type not in _TYPES:
            return problem(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                f"{request.content_type} is not read; wanted: {', '.join(_TYPES)}",
            )
        if (request.content_length or 0) > self._most_bytes:
            return self._too_large()
        return None

    def _too_large(self) -> web.Response:
        return problem(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"at most {self._most_bytes:,} bytes in one request (TOCSIN_INGEST_MOST_BYTES)",
        )

    def _articles(self, body: bytes) -> tuple[list[Article], "_Errors"]:
        """Read articles until there are too many of them."""
        articles: list[Article] = []
        errors = _Errors()
        longest = min(self._most_bytes, _LONGEST_FACTOR * self._limits.max_bytes)
        raw_articles = split_stream("body", io.BytesIO(body), longest)
        for number, raw in enumerate(islice(raw_articles, MOST_ARTICLES + 1), start=1):
            outcome = (
                raw
                if isinstance(raw, BadLine)
                else to_message(raw, self._limits, datetime.now(UTC))
            )
            if isinstance(outcome, BadLine):
                errors.add(number, outcome.problem)
            else:
                articles.append(Article.read(outcome.value))
        return articles, errors

    async def _taken(self, articles: list[Article]) -> web.Response:
        counts = dict.fromkeys(ItemOutcome, 0)
        try:
            for begin in range(0, len(articles), _AT_ONCE):
                taken = await asyncio.gather(
                    *(self._take(one) for one in articles[begin : begin + _AT_ONCE])
                )
                for outcome in taken:
                    counts[outcome] += 1
                    self._metrics.ingested.labels(outcome).inc()
        except KafkaError as error:
            log.warning("ingest_unconfirmed", error=str(error))
            return problem(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "Kafka did not confirm all articles; send the same again, none is taken twice",
                headers={"Retry-After": "10"},
            )
        # they were checked before, and no rules of a source are asked
        del counts[ItemOutcome.REFUSED], counts[ItemOutcome.BLOCKED]
        return web.json_response(
            {outcome.value: count for outcome, count in counts.items()},
            status=HTTPStatus.ACCEPTED.value,
        )

    async def _take(self, article: Article) -> ItemOutcome:
        entry = SeenItem(digest_of(article), 0)
        return await self._intake.take(
            FoundItem(POSTED, item_id(POSTED, article.id), entry), article
        )
