"""What the files under seeds/ hold, as types, and where they are."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from schemas.alert import AlertKind
from schemas.article import ArticleText
from schemas.report import Quantity
from schemas.vocabulary import EventType, Modality, Severity, Subtype, Unit

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


class Event(BaseModel):
    """One event that a careful reader finds in a seed article."""

    model_config = ConfigDict(extra="forbid")

    type: EventType
    subtype: Subtype | None
    quantity: Quantity
    unit: Unit | None
    modality: Modality
    actor: str | None
    country: str | None
    from_country: str | None = None
    optional: bool
    sentence: str


class LabelledText(ArticleText):
    """A seed article with its events."""

    events: tuple[Event, ...]


class ExpectedAlert(BaseModel):
    """One revision of an alert that the seeds must give."""

    model_config = ConfigDict(extra="forbid")

    article_id: str
    rule_id: str
    country: str
    kind: AlertKind
    figure: int
    severity: Severity
