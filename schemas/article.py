"""An article: one news text as a feeder found it."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Any

from pydantic import AnyUrl, BeforeValidator, Field, StringConstraints

from schemas.contract import Contract


def _with_time_and_zone(value: Any) -> Any:  # noqa: ANN401 - whatever the JSON holds
    """Read a bare date as its first moment and a time without a zone as UTC, as news wires do."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return value
    elif isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    return value


Moment = Annotated[datetime, BeforeValidator(_with_time_and_zone)]
"""A time with a zone, ISO 8601; a bare date is its midnight in UTC."""

Identifier = Annotated[str, StringConstraints(min_length=1, max_length=500)]


class ArticleText(Contract):
    """The least that can be read: what `tocsin extract` asks for."""

    id: Identifier = Field(description="Stable id of the article; the Kafka key")
    text: str = Field(description="The plain text, title not repeated", examples=["..."])
    title: str | None = Field(default=None, description="The headline")
    published_at: Moment | None = Field(default=None, description="Publication, ISO 8601")
    source: str | None = Field(default=None, description="The outlet, as people call it")
    url: AnyUrl | None = Field(default=None, description="Canonical address")
    language: str | None = Field(
        default=None, pattern=r"^[a-zA-Z]{2,3}(-[A-Za-z0-9]+)*$", description="BCP 47 tag"
    )


class Article(ArticleText):
    """One news text on `tocsin.articles`: there the date and the outlet must be known."""

    published_at: Moment = Field(description="Publication, ISO 8601")
    source: str = Field(min_length=1, max_length=200, description="The outlet, as people call it")
