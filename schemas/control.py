"""A control: what people say back to the alerts, obeyed by every replica."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter, model_validator

from tocsin.schemas.area import Area, Polygons
from tocsin.schemas.article import Identifier, Moment
from tocsin.schemas.contract import Contract
from tocsin.schemas.fields.word import taking_newer_words
from tocsin.schemas.rule import RuleId
from tocsin.schemas.vocabulary import EventType, Severity

Author = Annotated[str, Field(min_length=1, max_length=200, description="Who sent it")]
Comment = Annotated[str, Field(max_length=2000, description="Reason, for people")]
Remark = Annotated[str, Field(min_length=1, max_length=2000, description="The comment")]

MOST_POINTS: Final = 1_000
"""Of a silence's area; active silences are stored with the state of each partition."""


class VerdictFinding(StrEnum):
    """What somebody found out about an alert."""

    TRUE = "true"
    FALSE = "false"
    DUPLICATE = "duplicate"


class Silence(Contract):
    """No alert that fits rings until then; it is still recorded and counted as silenced.

    What is not named fits every alert. To end a silence early, send it again with another `until`.
    """

    kind: Literal["silence"] = "silence"
    id: Identifier = Field(description="Of the silence; the Kafka key")
    event_type: EventType | None = None
    country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    rule_id: RuleId | None = None
    severity: Severity | None = Field(
        default=None, description="This severity and lower; higher ones still ring"
    )
    alert_id: Identifier | None = Field(default=None, description="Only this alert")
    story_id: Identifier | None = Field(
        default=None, description="The alerts of this story, including future ones"
    )
    place: str | None = Field(
        default=None,
        min_length=1,
        max_length=200,
        description="As spelled in alerts, ignoring case",
    )
    area: Area | None = None
    country_only: bool = Field(
        default=False,
        description="With an area: also alerts that may lie outside it, because only their country "
        "is known; otherwise they ring",
    )
    since: Moment = Field(description="When it was sent, by the sender's clock")
    until: Moment
    author: Author
    comment: Comment = ""

    @model_validator(mode="after")
    def _names_something(self) -> "Silence":
        named = (
            self.event_type,
            self.country,
            self.rule_id,
            self.alert_id,
            self.story_id,
            self.place,
            self.area,
        )
        if all(one is None for one in named) and self.severity in {None, Severity.EXTREME}:
            message = (
                "a silence names a type, country, rule, alert, story, place, area, or a severity "
                "below Extreme; this one would silence all"
            )
            raise ValueError(message)
        shape = self.area.shape if self.area is not None else None
        if isinstance(shape, Polygons) and shape.points > MOST_POINTS:
            message = (
                f"its area has {shape.points:,} points; every judge holds it, so {MOST_POINTS:,} "
                "are the most: simplify it"
            )
            raise ValueError(message)
        return self


class Verdict(Contract):
    """Whether an alert was right; the newest verdict of an author on an alert counts."""

    kind: Literal["verdict"] = "verdict"
    id: Identifier = Field(description="Hash of alert and author; the Kafka key")
    alert_id: Identifier
    rule_id: RuleId = Field(description="The alert's rule; precision is computed per rule")
    finding: VerdictFinding
    at: Moment
    author: Author
    comment: Comment = ""


class Retraction(Contract):
    """An alert is withdrawn: its next revision is a retraction, and it no longer rings."""

    kind: Literal["retraction"] = "retraction"
    id: Identifier = Field(description="The alert's id; the Kafka key")
    country: str | None = Field(
        default=None,
        pattern=r"^[A-Z]{3}$",
        description="The alert's country; determines which judge holds the alert",
    )
    at: Moment
    author: Author
    comment: Comment = ""


class Acknowledgement(Contract):
    """Somebody has seen an alert and is dealing with it: it stops escalating until it grows.

    It holds what was seen, so that readers can see whether the alert has grown since.
    The newest on an alert counts.
    """

    kind: Literal["acknowledgement"] = "acknowledgement"
    id: Identifier = Field(description="Hash of alert, author and time; the Kafka key")
    alert_id: Identifier
    revision: int = Field(ge=1, description="The acknowledged revision")
    severity: Severity = Field(description="Of that revision")
    figure: int | None = Field(default=None, ge=0, description="Of that revision")
    taken_back: bool = Field(default=False, description="The alert is open again")
    at: Moment
    author: Author
    comment: Comment = ""


class Assignment(Contract):
    """Who deals with an alert; the newest on an alert counts. It acknowledges nothing."""

    kind: Literal["assignment"] = "assignment"
    id: Identifier = Field(description="Hash of alert, author and time; the Kafka key")
    alert_id: Identifier
    assignee: Author | None = Field(default=None, description="Null: nobody")
    at: Moment
    author: Author
    comment: Comment = ""


class AlertComment(Contract):
    """A remark on an alert, for its next reader."""

    kind: Literal["comment"] = "comment"
    id: Identifier = Field(description="Hash of alert, author and time; the Kafka key")
    alert_id: Identifier
    text: Remark
    at: Moment
    author: Author


AnyControl = Silence | Verdict | Retraction | Acknowledgement | Assignment | AlertComment
OnAlert = Verdict | Acknowledgement | Assignment | AlertComment
"""What is said about one alert and changes nothing in how it is judged."""

Control = Annotated[AnyControl, Field(discriminator="kind")]

CONTROL: Final[TypeAdapter[AnyControl]] = TypeAdapter(Control)
"""Reads and checks any control."""


def read_control(payload: bytes | str) -> AnyControl:
    """Read a control for those who show or keep it: what only a newer version knows is not a fault.

    Raises:
        pydantic.ValidationError: not JSON, or no control.
    """
    with taking_newer_words():
        return CONTROL.validate_json(payload, extra="ignore")
