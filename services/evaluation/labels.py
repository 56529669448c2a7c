"""Labelled texts: an article with the events that a careful reader finds in it."""

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tocsin.schemas.article import ArticleText
from tocsin.schemas.report import Quantity
from tocsin.schemas.vocabulary import EventType, Modality, Scope, Subtype, Unit


class Label(BaseModel):
    """One event that a text reports; `optional` if careful readers would disagree."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    type: EventType
    subtype: Subtype | None = None
    quantity: Quantity = Field(default_factory=Quantity)
    unit: Unit | None = None
    modality: Modality
    scope: Scope | None = None
    actor: str | None = None
    country: str | None = None
    from_country: str | None = None
    optional: bool = False
    sentence: str | None = None


class LabelledText(ArticleText):
    """One row of a labelled corpus; further keys are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    events: tuple[Label, ...]


class BadRow(ValueError):  # noqa: N818 - a row, not a program error
    """A line of a corpus that is not a labelled text; says what is wrong with it."""


def parse_row(line: bytes | str) -> LabelledText:
    """Return the labelled text of one JSON line.

    Raises:
        BadRow: not JSON, or not of this shape.
    """
    try:
        return LabelledText.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        message = f"{place}: {first['msg']}" if place else first["msg"]
        raise BadRow(message) from error
