"""An alert: what people see of an incident that met a rule."""

from pydantic import Field

from tocsin.schemas.article import Identifier, Moment
from tocsin.schemas.contract import Contract
from tocsin.schemas.fields.languages import LanguageCode
from tocsin.schemas.fields.word import Word
from tocsin.schemas.report import Evidence, Period, Place, Quantity
from tocsin.schemas.rule import RuleId
from tocsin.schemas.vocabulary import (
    Category,
    Cause,
    Certainty,
    EventType,
    Modality,
    MsgType,
    Severity,
    Status,
    Subtype,
    Unit,
    Urgency,
)


class AlertKind(Word):
    """The stage of an alert's life."""

    INITIAL = "initial"
    UPDATE = "update"
    EXPIRED = "expired"
    RETRACTION = "retraction"


class Change(Word):
    """Why a revision was sent."""

    FIRST_REPORT = "first_report"
    FIGURE_UP = "figure_up"
    FIGURE_DOWN = "figure_down"
    CORRECTION = "correction"
    SEVERITY_UP = "severity_up"
    SEVERITY_DOWN = "severity_down"
    CERTAINTY_UP = "certainty_up"
    CERTAINTY_DOWN = "certainty_down"
    QUIET = "quiet"
    LATE_REPORT = "late_report"
    SAME_EVENT = "same_event"
    TAKEN_BACK = "taken_back"
    RETRACTED = "retracted"


class SourceReport(Contract):
    """What one article says of the incident."""

    report_id: Identifier
    article_id: Identifier
    source: str | None = Field(default=None, description="The outlet")
    title: str | None = None
    url: str | None = None
    language: LanguageCode = Field(
        default="en",
        description="ISO 639-1 code of the language of title and evidence. Older messages have "
        "none and are English",
    )
    published_at: Moment
    quantity: Quantity = Field(description="This source's own figure")
    denies: bool = Field(default=False, description="The source denies the event")
    copy_of: str | None = Field(
        default=None, description="Article whose text this one repeats; the two count as one source"
    )
    evidence: Evidence
    joined_with: Identifier | None = Field(
        default=None,
        description="The earlier report that this one is most like; null for the first, for "
        "denials, and in older messages",
    )
    joined_because: str | None = Field(
        default=None, description="Why both are taken for one event, in words"
    )


class InAll(Contract):
    """What a source counts over a longer time, beside its figure of this event."""

    quantity: Quantity
    since: str | None = Field(
        default=None, description='From when on, in the words of the source: "October 2023"'
    )
    source: str | None = Field(default=None, description="The outlet")
    article_id: Identifier


class Before(Contract):
    """What the revision before this one said."""

    quantity: Quantity
    severity: Severity
    certainty: Certainty


class Alert(Contract):
    """One revision of an alert on `tocsin.alerts`; an exact repeat has the same id and revision."""

    id: Identifier = Field(description="Hash of rule and incident; the Kafka key")
    revision: int = Field(ge=1, description="Counts up by one")
    kind: AlertKind
    change: Change = Field(description="Why this revision was sent")
    rule_id: RuleId
    rule_version: int = Field(ge=1)
    title: str = Field(description="Cause or type, measure, figure and place in a few words")
    summary: str = Field(description="One sentence for people")
    why: str = Field(description="Why the rule fired, in words")
    event_type: EventType
    subtype: Subtype | None = None
    plover: str = Field(
        description=(
            "Nearest PLOVER code, by type and cause; NONE for events without an actor, such "
            "as a flood"
        )
    )
    modality: Modality
    quantity: Quantity = Field(description="The largest of the sources' latest figures")
    low: int | None = Field(default=None, ge=0, description="The lowest figure of this event")
    high: int | None = Field(default=None, ge=0, description="The highest figure of this event")
    before: Before | None = Field(
        default=None, description="The previous revision; null for the first"
    )
    unit: Unit | None = None
    actor: str | None = None
    country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    from_country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    place: Place | None = Field(
        default=None,
        description=(
            "The most exact place that contains the whole event; not where the article was written"
        ),
    )
    cause: Cause = Field(
        default=Cause.UNKNOWN,
        description="Why people died, fled or were moved, if the sources say",
    )
    category: Category = Field(description="By cause; if no cause is known, the rule's category")
    urgency: Urgency
    severity: Severity
    certainty: Certainty
    status: Status = Status.ACTUAL
    msg_type: MsgType
    happened: Period | None = Field(
        default=None,
        description="When it happened or will happen, according to the sources' sentences: from "
        "the earliest to the latest time that any of them names; null if none does",
    )
    first_published_at: Moment
    last_published_at: Moment
    detected_at: Moment = Field(
        description="When the article behind this revision reached Kafka; offline and in a "
        "replay, its publication; of a revision that time brought, that time; of one that a "
        "person brought, when it was said. Never before that of the revision before"
    )
    expires: Moment | None = Field(
        default=None,
        description="When the alert expires unless something new arrives, in event time",
    )
    confidence: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="Probability that at least one independent source was read right; of several "
        "incidents together, their mean. Not whether it is true: that is certainty",
    )
    independent_sources: int = Field(
        default=1, ge=0, description="Outlets that report it independently; copies count once"
    )
    held: int = Field(
        default=0,
        ge=0,
        description="Changes held back since the previous revision, to limit how often it rings",
    )
    silenced_by: Identifier | None = Field(
        default=None,
        description="The silence under which this revision does not ring: it is recorded and "
        "counted, and services that show or send alerts leave it out",
    )
    story_id: Identifier | None = Field(
        default=None,
        description="The story that this is a measure of: the id of its first alert. The killed "
        "and the injured of one crash have the same. Null for sequences, for what several "
        "incidents come to together, and in older messages",
    )
    related: tuple[Identifier, ...] = Field(
        default=(),
        description="Alerts that a sequence was made of, in their order; with a `story_id`, the "
        "other alerts of the story that were known when this revision was sent",
    )
    in_all: InAll | None = Field(
        default=None,
        description="The total that a source gives beside the figure of this event; it is never "
        "part of `quantity`. Null if no source gives one, and in older messages",
    )
    sources: tuple[SourceReport, ...] = Field(min_length=1, description="Oldest first")

    @property
    def has_ended(self) -> bool:
        """Whether nothing more is expected of it: it expired or was withdrawn."""
        return self.kind in {AlertKind.EXPIRED, AlertKind.RETRACTION}
