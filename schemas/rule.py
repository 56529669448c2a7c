"""A rule: which incidents ring, and how loud. Rules are YAML files of people's own."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from schemas.contract import Contract
from schemas.vocabulary import Category, EventType, Modality, Severity, Subtype, Unit

RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


class Condition(Contract):
    """What a report must be; an empty list asks nothing."""

    event_type: EventType
    subtypes: tuple[Subtype, ...] = ()
    modalities: tuple[Modality, ...] = (Modality.OCCURRED,)
    units: tuple[Unit, ...] = ()
    countries: tuple[Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")], ...] = ()


class Band(Contract):
    """From this figure on, this severity."""

    at_least: int = Field(ge=0)
    severity: Severity


class Cases(Contract):
    """Texts that prove the rule: each of `fire` must ring, none of `silent` may."""

    fire: tuple[str, ...] = Field(min_length=1)
    silent: tuple[str, ...] = Field(min_length=1)


class ThresholdRule(Contract):
    """Rings when the figure of one report reaches the lowest band."""

    kind: Literal["threshold"]
    id: RuleId
    version: int = Field(ge=1, description="Raised when the rule's meaning changes")
    title: str = Field(min_length=1, max_length=120)
    why: str = Field(min_length=1, description="Why these thresholds, for the people who read")
    when: Condition
    category: Category = Category.SECURITY
    bands: tuple[Band, ...] = Field(min_length=1, description="Rising figures")
    cases: Cases

    @model_validator(mode="after")
    def _bands_rise(self) -> Self:
        figures = [band.at_least for band in self.bands]
        if figures != sorted(set(figures)):
            message = f"bands must rise from one to the next, not {figures}"
            raise ValueError(message)
        return self


Rule = ThresholdRule
"""Every kind of rule; further kinds join here as a union tagged by `kind`."""
