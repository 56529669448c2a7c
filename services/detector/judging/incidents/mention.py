"""A report that a state holds, with what it is compared by: made once, looked at by all others."""

from functools import cached_property

from schemas.vocabulary import Bound, EventType, Modality, Subtype, Unit
from services.detector.judging.incidents.cause_words import Cause, causes_of
from services.detector.judging.incidents.distance import is_fine
from services.detector.judging.incidents.incident import published
from services.detector.judging.incidents.wording import telling_words
from services.detector.judging.state.slot_state import HeldReport

Kind = tuple[Modality, EventType, Unit | None, Subtype | None]
"""What reports of one event have alike."""


class Mention:
    """What a held report tells, ready for comparing; two are one only where they are the same."""

    def __init__(self, held: HeldReport) -> None:
        report = held.report
        self.held = held
        self.report = report
        self.at = published(report)
        self.order = (self.at, report.id)
        self.heard_at = max(held.arrived, self.at)
        """The newest publication that was known when it came, its own included."""
        self.kind: Kind = (report.modality, report.event_type, report.unit, report.subtype)
        self.figure = report.quantity.figure
        self.is_vague = report.quantity.bound is Bound.VAGUE
        self.is_exact = report.quantity.bound not in {Bound.VAGUE, Bound.NONE}
        self.has_fine_place = is_fine(report.place)
        self.alike: set[str] = set()
        """The ids of other reports of the state that rest on the same text."""

    @property
    def id(self) -> str:
        """The report's id."""
        return self.report.id

    @cached_property
    def words(self) -> frozenset[str]:
        """The telling words of its sentence and headline."""
        return telling_words(self.report)

    @cached_property
    def causes(self) -> frozenset[Cause]:
        """The causes that its sentence and headline name."""
        return causes_of(self.report)
