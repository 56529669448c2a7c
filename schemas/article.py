"""An article: one news text as a feeder found it."""

from datetime import UTC, date, datetime, time
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AnyUrl,
    BeforeValidator,
    Field,
    StringConstraints,
    UrlConstraints,
)

from tocsin.schemas.contract import Contract
from tocsin.schemas.vocabulary import DatedBy, Status


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


def _on_the_calendar(value: datetime) -> datetime:
    """Refuse a time at the ends of the calendar that has none in UTC: what compares it breaks."""
    try:
        value.astimezone(UTC)
    except OverflowError:
        message = "lies outside the years 1 to 9999 in UTC"
        raise ValueError(message) from None
    return value


Moment = Annotated[datetime, BeforeValidator(_with_time_and_zone), AfterValidator(_on_the_calendar)]
"""A time with a zone, ISO 8601; a bare date is its midnight in UTC."""


def _without_nul(value: str) -> str:
    """Refuse what no text holds and no database takes."""
    if "\0" in value:
        message = "holds a NUL character"
        raise ValueError(message)
    return value


PlainText = Annotated[str, AfterValidator(_without_nul)]
"""Text without NUL characters."""

Address = Annotated[AnyUrl, UrlConstraints(max_length=2_083)]
"""A URL as long as browsers take; it travels on in every report and alert, as the title does."""

Identifier = Annotated[PlainText, StringConstraints(min_length=1, max_length=500)]


class ArticleText(Contract):
    """The least that can be read: what `tocsin extract` asks for."""

    id: Identifier = Field(description="Stable id of the article; the Kafka key")
    text: PlainText = Field(description="The plain text, title not repeated", examples=["..."])
    title: PlainText | None = Field(default=None, max_length=1_000, description="The headline")
    published_at: Moment | None = Field(default=None, description="Publication, ISO 8601")
    source: PlainText | None = Field(default=None, description="The outlet, as people call it")
    url: Address | None = Field(default=None, description="Canonical address")
    language: str | None = Field(
        default=None, pattern=r"^[a-zA-Z]{2,3}(-[A-Za-z0-9]+)*$", description="BCP 47 tag"
    )
    status: Status = Field(
        default=Status.ACTUAL,
        description="Exercise or Test: shown as such, and never treated as real",
    )


class Article(ArticleText):
    """One news text on `tocsin.articles`: there the date and the outlet must be known."""

    published_at: Moment = Field(description="Publication, ISO 8601")
    source: PlainText = Field(
        min_length=1, max_length=200, description="The outlet, as people call it"
    )
    dated_by: DatedBy | None = Field(
        default=None, description="Where the date comes from; unset: from the sender of the article"
    )
