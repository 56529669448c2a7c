"""Does a report meet a condition? None if it does, or the named reason why not."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tocsin.schemas.report import Report
from tocsin.schemas.rule import Band, Condition


class Miss(StrEnum):
    """Why a report does not meet a rule."""

    TYPE = "another event type"
    SUBTYPE = "another subtype"
    MODALITY = "another modality"
    SCOPE = "a figure of another scope: a total or a stock is not an event"
    UNIT = "another unit"
    COUNTRY = "another country"
    ACTOR = "another actor"
    PLACE = "another place"
    SOURCE = "another outlet"
    LANGUAGE = "another language"
    UNSURE = "less sure to be read right"
    NO_DATE = "no publication date"
    NO_FIGURE = "no figure"
    BELOW = "below the lowest band"


@dataclass(frozen=True, slots=True)
class BandMatch:
    """The band of a rule that a figure reached, or the miss."""

    band: Band | None
    miss: Miss | None


def concerns(condition: Condition, report: Report) -> Miss | None:
    """Return why the condition does not apply to the report, or None if it does."""
    return next((miss for miss, is_met in checks(condition, report) if not is_met), None)


def checks(condition: Condition, report: Report) -> Iterator[tuple[Miss, bool]]:
    """Yield what a condition asks of a report, each with whether it is met."""
    yield Miss.NO_DATE, report.published_at is not None
    yield Miss.TYPE, report.event_type is condition.event_type
    yield Miss.SUBTYPE, not condition.subtypes or report.subtype in condition.subtypes
    yield Miss.MODALITY, report.modality in condition.modalities
    yield Miss.SCOPE, report.scope in condition.scope
    yield Miss.UNIT, not condition.units or report.unit in condition.units
    yield Miss.COUNTRY, not condition.countries or report.country in condition.countries
    yield Miss.ACTOR, _names(condition.actors, report.actor)
    yield Miss.PLACE, _names(condition.places, report.place.name if report.place else None)
    yield Miss.SOURCE, _is_one_of(condition.sources, report.source)
    yield Miss.LANGUAGE, not condition.languages or report.language in condition.languages
    yield Miss.UNSURE, report.confidence is None or report.confidence >= condition.min_confidence


def standing(bands: tuple[Band, ...], figure: int | None) -> BandMatch:
    """Return the highest band that the figure reaches."""
    if figure is None:
        return BandMatch(None, Miss.NO_FIGURE)
    reached = [band for band in bands if figure >= band.at_least]
    return BandMatch(reached[-1], None) if reached else BandMatch(None, Miss.BELOW)


def _names(words: tuple[str, ...], name: str | None) -> bool:
    told = (name or "").casefold()
    return not words or any(word.casefold() in told for word in words)


def _is_one_of(words: tuple[str, ...], name: str | None) -> bool:
    return not words or (name or "").casefold() in {word.casefold() for word in words}
