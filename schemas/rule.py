"""A rule: which incidents ring, and how loud. Rules are YAML files of people's own.

How figures count, in every kind: by their low end ("more than 40" is 40, "30 to
50" is 30, "dozens" is 24); only if a text gives no low end ("up to 300") does the high end.
"""

from datetime import timedelta
from typing import Annotated, Final, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, TypeAdapter, model_validator

from tocsin.schemas.contract import Contract
from tocsin.schemas.event_types.profiles import SUBTYPES
from tocsin.schemas.fields.duration import Duration
from tocsin.schemas.fields.languages import LanguageCode
from tocsin.schemas.vocabulary import (
    Category,
    EventType,
    Modality,
    Scope,
    Severity,
    Subtype,
    Unit,
)

RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Word = Annotated[str, StringConstraints(min_length=1, max_length=100)]


def _several(value: object) -> object:
    """Take one value for a list of one: `scope: total`."""
    return (value,) if isinstance(value, str) else value


USUAL_MAX_AGE: Final = timedelta(days=3)
"""How old an article may be when it arrives and still ring, unless a rule says otherwise."""


class Condition(Contract):
    """What a report must be; an empty list asks nothing."""

    event_type: EventType
    subtypes: tuple[Subtype, ...] = ()
    modalities: tuple[Modality, ...] = (Modality.OCCURRED,)
    scope: Annotated[tuple[Scope, ...], BeforeValidator(_several)] = Field(
        default=(Scope.EVENT,),
        min_length=1,
        description="Which figures count: of one event; `total` of a period or of several "
        "events; `stock`, how many there are",
    )
    units: tuple[Unit, ...] = ()
    countries: tuple[CountryCode, ...] = ()
    actors: tuple[Word, ...] = Field(
        default=(), description="The actor's name must contain one of these words"
    )
    places: tuple[Word, ...] = Field(default=(), description="Names of places, as texts write them")
    sources: tuple[Word, ...] = Field(default=(), description="Outlets; others are ignored")
    languages: tuple[LanguageCode, ...] = Field(
        default=(), description="ISO 639-1 codes of the articles' languages"
    )
    min_confidence: float = Field(
        default=0.0,
        ge=0,
        le=1,
        description="Reports with a lower confidence do not count; those without one do",
    )
    independent_sources: int = Field(
        default=1,
        ge=1,
        le=10,
        description="Minimum number of independent sources; copies do not count",
    )

    @model_validator(mode="after")
    def _subtypes_fit(self) -> Self:
        legal = SUBTYPES[self.event_type]
        wrong = [subtype for subtype in self.subtypes if subtype not in legal]
        if wrong:
            said = ", ".join(sorted(legal)) or "none"
            message = f"{self.event_type} has no subtype {wrong[0]}; legal: {said}"
            raise ValueError(message)
        return self


class Band(Contract):
    """From this figure on, this severity."""

    at_least: int = Field(ge=0)
    severity: Severity


class Dispatch(Contract):
    """One article of a case that needs several."""

    at: Duration = Field(default=timedelta(), description="How long after the case begins")
    source: str = Field(default="Outlet", description="The outlet")
    text: str = Field(min_length=1)


Case = str | tuple[Dispatch, ...]
"""One text, or a story of several."""


class Cases(Contract):
    """Texts that prove the rule: each of `fire` must ring, none of `silent` may."""

    fire: tuple[Case, ...] = Field(min_length=1)
    silent: tuple[Case, ...] = Field(min_length=1)


class RuleHead(Contract):
    """What every rule has."""

    id: RuleId
    version: int = Field(ge=1, description="Raised when the rule's meaning changes")
    title: str = Field(min_length=1, max_length=120)
    why: str = Field(min_length=1, description="Why these thresholds, for the people who read")
    category: Category = Field(
        default=Category.SECURITY, description="Category of alerts whose cause is unknown"
    )
    min_interval: Duration = Field(
        default=timedelta(hours=1),
        description=(
            "Minimum time between two revisions of an alert; the last state is sent when it ends"
        ),
    )
    quiet: Duration = Field(
        default=timedelta(days=3),
        description="An alert expires after this long without anything new",
    )
    cases: Cases


class IncidentRule(RuleHead):
    """Fields of the rules that evaluate the incidents of one country."""

    when: Condition
    bands: tuple[Band, ...] = Field(min_length=1, description="Rising figures")
    max_age: Duration | None = Field(
        default=USUAL_MAX_AGE,
        description="An article older than this when it arrives only amends existing alerts, "
        "unless it is declared a replay; null: no limit",
    )
    suppress: tuple[RuleId, ...] = Field(
        default=(),
        description=(
            "While this rule has an open alert in a country, new alerts of these rules are "
            "held back"
        ),
    )

    @model_validator(mode="after")
    def _bands_rise(self) -> Self:
        figures = [band.at_least for band in self.bands]
        if figures != sorted(set(figures)):
            message = f"bands must rise from one to the next, not {figures}"
            raise ValueError(message)
        return self


class ThresholdRule(IncidentRule):
    """Fires when the figure of one incident reaches the lowest band."""

    kind: Literal["threshold"]


class TotalRule(IncidentRule):
    """Fires when the figures of a window add up to a band that no single incident reaches."""

    kind: Literal["total"]
    window: Duration
    by: Literal["country", "border"] = Field(
        default="country",
        description="Add up by country, or by pair of countries of a border crossing",
    )


class FrequencyRule(IncidentRule):
    """Fires when enough incidents, or their independent sources, fall into a sliding window."""

    kind: Literal["frequency"]
    window: Duration
    count: Literal["incidents", "sources"] = "incidents"


class SpikeRule(IncidentRule):
    """Rings on a day with more incidents than the days before make likely.

    The days of the baseline give a Gamma-Poisson forecast (Jeffreys prior); a day rings when its
    count has at most `false_alarm_rate` probability under it and reaches the lowest band.
    """

    kind: Literal["spike"]
    baseline: Duration = Field(
        default=timedelta(days=28),
        description="The preceding days; the rule stays silent until it has seen that many",
    )
    false_alarm_rate: float = Field(default=0.001, gt=0, lt=0.5, description="Per day and country")


class FirstRule(IncidentRule):
    """Fires on an incident if nothing met the condition for some time before it."""

    kind: Literal["first"]
    after: Duration = Field(
        description="Required quiet time before; the rule stays silent until it has seen that long"
    )


class SequenceRule(RuleHead):
    """Fires when an alert of one rule is followed by an alert of another."""

    kind: Literal["sequence"]
    first: tuple[RuleId, ...] = Field(min_length=1)
    then: tuple[RuleId, ...] = Field(min_length=1)
    within: Duration
    where: Literal["same_country", "same_or_neighbour"] = "same_or_neighbour"
    severity: Severity


Rule = Annotated[
    ThresholdRule | TotalRule | FrequencyRule | SpikeRule | FirstRule | SequenceRule,
    Field(discriminator="kind"),
]
"""Every kind of rule; `tocsin.services.judging.rules.kinds` is the registry of what they do."""

RULE: Final[TypeAdapter[Rule]] = TypeAdapter(Rule)
"""Validates any rule."""
