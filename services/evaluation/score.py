"""The measures: per type and over all."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from tocsin.schemas.vocabulary import EventType, Modality
from tocsin.services.evaluation.matching import Pairing, figure_right, figure_scored

_ALERTABLE: Final = frozenset({Modality.OCCURRED, Modality.ANNOUNCED})
MACRO_LEAST: Final = 10
"""Types with fewer labels say nothing in a macro average."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many are right, of how many."""

    right: int = 0
    total: int = 0

    @property
    def value(self) -> float | None:
        """The share in [0, 1]; None of nothing."""
        return self.right / self.total if self.total else None

    def __add__(self, other: "Share") -> "Share":
        """Return both together."""
        return Share(self.right + other.right, self.total + other.total)


@dataclass(frozen=True, slots=True)
class TypeScore:
    """How often events of a type were found, missed and made up."""

    found: int = 0
    missed: int = 0
    false: int = 0

    @property
    def precision(self) -> float | None:
        """The share of reports that are events."""
        return Share(self.found, self.found + self.false).value

    @property
    def recall(self) -> float | None:
        """The share of events that were reported."""
        return Share(self.found, self.found + self.missed).value

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        return Share(2 * self.found, 2 * self.found + self.missed + self.false).value


@dataclass(frozen=True, slots=True)
class Scores:
    """All measures of a run over a corpus."""

    texts: int
    by_type: dict[EventType, TypeScore]
    figure: Share
    bound: Share
    modality: Share
    alertable: Share
    quiet: Share
    country: Share
    scope: Share = Share()
    modality_errors: Counter[tuple[Modality, Modality]] = field(default_factory=Counter)

    @property
    def overall(self) -> TypeScore:
        """All types together: precision, recall and micro-F1."""
        scores = self.by_type.values()
        return TypeScore(
            sum(score.found for score in scores),
            sum(score.missed for score in scores),
            sum(score.false for score in scores),
        )

    @property
    def macro_f1(self) -> float | None:
        """The mean F1 of the types with ten or more labels."""
        values = [
            score.f1 or 0.0
            for score in self.by_type.values()
            if score.found + score.missed >= MACRO_LEAST
        ]
        return sum(values) / len(values) if values else None

    @property
    def pinned(self) -> dict[str, float]:
        """The measures that floors are set for, by name; 0 if nothing could be measured."""
        values = {
            "micro_f1": self.overall.f1,
            "macro_f1": self.macro_f1,
            "figure": self.figure.value,
            "bound": self.bound.value,
            "modality": self.modality.value,
            "country": self.country.value,
        }
        return {name: value or 0.0 for name, value in values.items()}


def score(pairings: Iterable[Pairing]) -> Scores:
    """Return the measures of a corpus' pairings.

    Figure, bound, modality and country are measured on matched events; bound if the figure
    is scored. `alertable` are matched events that happened or are announced and were read so,
    `quiet` the others that were read as quiet.
    """
    pairs = list(pairings)
    matches = [match for pairing in pairs for match in pairing.matches]
    counted = [match for match in matches if figure_scored(match.label.quantity)]
    loud = [match for match in matches if match.label.modality in _ALERTABLE]
    hushed = [match for match in matches if match.label.modality not in _ALERTABLE]
    scoped = [match for match in matches if match.label.scope is not None]
    placed = [match for match in matches if match.label.country is not None]
    return Scores(
        texts=len(pairs),
        by_type={event_type: _type_score(pairs, event_type) for event_type in EventType},
        figure=Share(
            sum(figure_right(one.label.quantity, one.report.quantity) for one in counted),
            len(counted),
        ),
        bound=Share(
            sum(one.label.quantity.bound is one.report.quantity.bound for one in counted),
            len(counted),
        ),
        modality=Share(
            sum(one.label.modality is one.report.modality for one in matches), len(matches)
        ),
        alertable=Share(sum(one.report.modality in _ALERTABLE for one in loud), len(loud)),
        quiet=Share(sum(one.report.modality not in _ALERTABLE for one in hushed), len(hushed)),
        scope=Share(sum(one.label.scope is one.report.scope for one in scoped), len(scoped)),
        country=Share(sum(one.label.country == one.report.country for one in placed), len(placed)),
        modality_errors=Counter(
            (one.label.modality, one.report.modality)
            for one in matches
            if one.label.modality is not one.report.modality
        ),
    )


def _type_score(pairings: list[Pairing], event_type: EventType) -> TypeScore:
    return TypeScore(
        found=sum(one.label.type is event_type for each in pairings for one in each.matches),
        missed=sum(label.type is event_type for each in pairings for label in each.missed),
        false=sum(report.event_type is event_type for each in pairings for report in each.false),
    )
