"""Does a report meet a rule? The answer is a band, or the named reason why not."""

from dataclasses import dataclass
from enum import StrEnum

from schemas.report import Quantity, Report
from schemas.rule import Band, Condition, Rule


class Miss(StrEnum):
    """Why a report does not meet a rule."""

    TYPE = "another event type"
    SUBTYPE = "another subtype"
    MODALITY = "another modality"
    UNIT = "another unit"
    COUNTRY = "another country"
    NO_FIGURE = "no figure"
    BELOW = "below the lowest band"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a figure stands among a rule's bands: the one it reached, or the miss."""

    band: Band | None
    miss: Miss | None


def concerns(condition: Condition, report: Report) -> Miss | None:
    """Return why the report is none of the condition's business, or None where it is."""
    if report.event_type is not condition.event_type:
        return Miss.TYPE
    if condition.subtypes and report.subtype not in condition.subtypes:
        return Miss.SUBTYPE
    if report.modality not in condition.modalities:
        return Miss.MODALITY
    if condition.units and report.unit not in condition.units:
        return Miss.UNIT
    if condition.countries and report.country not in condition.countries:
        return Miss.COUNTRY
    return None


def standing(rule: Rule, quantity: Quantity) -> Standing:
    """Return the highest band that the figure reaches.

    The figure is the low end: "more than 40" counts as 40, "30 to 50" as 30, "dozens" as 24.
    Only where a text gives no low end ("up to 300") does the high end count.
    """
    figure = quantity.figure
    if figure is None:
        return Standing(None, Miss.NO_FIGURE)
    reached = [band for band in rule.bands if figure >= band.at_least]
    return Standing(reached[-1], None) if reached else Standing(None, Miss.BELOW)
