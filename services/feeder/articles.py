"""One raw line → one message for Kafka, or what is wrong with it; pure."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from tocsin.schemas.admission import AdmissionLimits, refusal
from tocsin.schemas.article import Article
from tocsin.schemas.cloudevents import article_headers
from tocsin.services.feeder.noticed import noticed
from tocsin.services.feeder.records import ArticleMessage, BadLine, RawArticle

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_MOST_TOLD: Final = 4
"""Every required field missing is four problems; more than that helps nobody."""


def to_message(raw: RawArticle, limits: AdmissionLimits, now: datetime) -> ArticleMessage | BadLine:
    """Validate one article and make its message; unknown keys are left out.

    Report here what the detector would refuse: it would only go to the dead letters.

    Args:
        raw: the JSON and its position.
        limits: those of the detector's validation.
        now: the wall clock.
    """
    try:
        article = Article.read(raw.payload)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False)
        return BadLine(raw.where, "; ".join(_in_words(one) for one in problems[:_MOST_TOLD]))
    if (refused := refusal(article, now, limits)) is not None:
        return BadLine(raw.where, refused[1])
    message = message_of(article, limits.max_bytes)
    if isinstance(message, str):
        return BadLine(raw.where, message)
    return replace(message, notices=noticed(article, raw.payload, now))


def message_of(article: Article, most_bytes: int) -> ArticleMessage | str:
    """Return the article's message, or why it would only go to the dead letters."""
    value = article.write()
    if len(value) > most_bytes:
        problem = f"an article of {len(value):,} bytes; at most {most_bytes:,} are read"
        return f"{problem} (TOCSIN_MAX_ARTICLE_BYTES)"
    return ArticleMessage(article.id.encode(), value, article_headers(article))


def _in_words(error: "ErrorDetails") -> str:
    """Say what is wrong and, from the contract, what would be right."""
    kind, message = error["type"], error["msg"]
    if kind == "json_invalid":
        # each line is parsed alone: its "line 1" would contradict the number that we print
        return "not " + message.removeprefix("Invalid ").replace(" at line 1 column", " at column")
    if not error["loc"]:
        return "not a JSON object"
    name = str(error["loc"][0])
    wanted = Article.model_fields[name].description
    what = "missing" if kind == "missing" else message
    return f"{name}: {what}; wanted: {wanted}"
