"""What the judge remembers of one country and event type: the unit that it reads and writes."""

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b
from typing import Final

from pydantic import Field

from tocsin.schemas.alert import AlertKind
from tocsin.schemas.article import Identifier, Moment
from tocsin.schemas.contract import Contract
from tocsin.schemas.report import Quantity, Report
from tocsin.schemas.rule import RuleId
from tocsin.schemas.vocabulary import Certainty, EventType, Severity, Subtype, Unit

_MARK: Final = 8
_BLOCK: Final = 256
_BLOCKS: Final = 20
"""Blocks of marks that are kept: 5,120 marks. Of one country and type, that is more than the
articles that a crash makes the reading repeat; what the judge itself repeats it knows by its place
in the log (`Judged`)."""


class JudgedPosition(Contract):
    """How far a judge has come in a partition: what comes before need not be judged again."""

    topic: str = Field(description="Kafka's id of the topic: a recreated topic has another")
    offset: int = Field(ge=0, description="Of the next record")

    def covers(self, place: "JudgedPosition") -> bool:
        """Return whether the record at this place was judged."""
        return self.topic == place.topic and place.offset < self.offset

    def after(self) -> "JudgedPosition":
        """Return the place of the next record."""
        return JudgedPosition(topic=self.topic, offset=self.offset + 1)


class HeldReport(Contract):
    """A report that still counts."""

    report: Report
    arrived: Moment = Field(description="The newest publication known when it came")

    def model_post_init(self, _context: object, /) -> None:
        """Let go which fields were given: nobody asks, and it is a third of a report's memory."""
        for part in (self, self.report, self.report.evidence, self.report.quantity):
            part.model_fields_set.clear()


class SentAlert(Contract):
    """What people saw last of an alert: enough to decide whether they must see it again."""

    rule_id: RuleId
    alert_id: Identifier
    revision: int
    anchors: tuple[str, ...] = Field(description="Reports by which the alert finds its incident")
    quantity: Quantity
    severity: Severity
    certainty: Certainty
    reports: int = Field(description="How many reports stood behind it")
    sent_at: Moment = Field(description="Event time of the last revision")
    detected_at: Moment | None = Field(
        default=None, description="The last revision's; states of earlier versions have none"
    )
    last_at: Moment = Field(description="The newest publication behind it")
    pending: bool = Field(default=False, description="A change waits for the minimum interval")
    held: int = Field(default=0, description="Changes held back since the last revision")
    ended: AlertKind | None = None
    story_id: Identifier | None = Field(
        default=None, description="Of what earlier versions sent, none is known"
    )


class HeldTotal(Contract):
    """A total or count of a period, which some alert may show beside its figure."""

    report_id: Identifier
    article_id: Identifier
    subtype: Subtype | None = None
    unit: Unit | None = None
    quantity: Quantity
    since: str | None = Field(default=None, description="From when on, in the text's words")
    source: str | None = None
    published_at: Moment


class DayCount(Contract):
    """How many forgotten incidents of a day met a rule."""

    rule_id: RuleId
    day: date
    count: int


class SlotState(Contract):
    """The judge's memory of one country and event type, as stored in the changelog."""

    reports: tuple[HeldReport, ...] = ()
    sent: tuple[SentAlert, ...] = ()
    days: tuple[DayCount, ...] = ()
    totals: tuple[HeldTotal, ...] = Field(
        default=(), description="Earlier versions kept none; oldest first"
    )
    forget_at: Moment | None = Field(default=None, description="When the next incident goes")
    past_reports: str = Field(default="", description="Marks of the reports let go last")
    past_alerts: str = Field(default="", description="Marks of the alerts let go last")

    def knows(self, report_id: str) -> bool:
        """Return whether this report is held, or was and has been let go."""
        held = (one.report.id for one in self.reports)
        return report_id in held or self.has_let_go(report_id)

    def has_let_go(self, report_id: str) -> bool:
        """Return whether this report was held, not long ago."""
        return is_marked(report_id, self.past_reports)

    def write(self) -> bytes:
        """Return the state as JSON without what is at its default: half as long."""
        return self.model_dump_json(exclude_defaults=True).encode()


def mark(identity: str) -> str:
    """Return a short mark of an id: of 2^32, so two of a few hundred hardly ever share one."""
    return blake2b(identity.encode(), digest_size=_MARK // 2).hexdigest()


def is_marked(identity: str, marks: str) -> bool:
    """Return whether the id's mark is among them."""
    wanted, at = mark(identity), -1
    while (at := marks.find(wanted, at + 1)) >= 0:
        if at % _MARK == 0:  # not across two of them
            return True
    return False


def with_marks(marks: str, identities: Iterable[str]) -> str:
    """Return the marks with further ones; beyond the limit the oldest block is dropped."""
    marks += "".join(mark(one) for one in identities)
    surplus = -(-len(marks) // (_MARK * _BLOCK)) - _BLOCKS
    return marks[max(0, surplus) * _MARK * _BLOCK :]


def in_blocks(marks: str) -> tuple[tuple[str, ...], str]:
    """Return the full blocks, which do not change any more, and the marks behind them."""
    size = _MARK * _BLOCK
    full = len(marks) // size * size
    return tuple(marks[at : at + size] for at in range(0, full, size)), marks[full:]


def slot_of(report: Report) -> str:
    """Return the key of the state that a report belongs to."""
    return f"{report.country or 'XX'}/{report.event_type}"


def slots_of(country: str | None) -> tuple[str, ...]:
    """Return the keys of all states of a country."""
    return tuple(f"{country or 'XX'}/{event_type}" for event_type in EventType)
