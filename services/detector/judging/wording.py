"""The words of an alert: title, summary and why it fired, for people in a hurry."""

from typing import Final

from schemas.countries import COUNTRY_NAMES
from schemas.report import Quantity, Report
from schemas.rule import Band, Rule
from schemas.vocabulary import EventType, Modality, Subtype, Unit

_EVENT_WORDS: Final[dict[EventType, str]] = {
    EventType.BORDER_CROSSING: "Border crossing",
    EventType.MOBILIZATION: "Mobilization",
    EventType.DISPLACEMENT: "Displacement",
    EventType.EVACUATION: "Evacuation",
    EventType.TERRITORIAL_CAPTURE: "Territorial capture",
    EventType.SURRENDER: "Surrender",
    EventType.WITHDRAWAL: "Withdrawal",
    EventType.CASUALTIES: "Casualties",
    EventType.DETENTION: "Detention",
    EventType.PROTEST: "Protest",
}

_SUBTYPE_WORDS: Final[dict[Subtype, str]] = {
    Subtype.CALLUP: "Call-up",
    Subtype.DEPLOYMENT: "Deployment",
    Subtype.KILLED: "Killed",
    Subtype.INJURED: "Injured",
    Subtype.MISSING: "Missing",
    Subtype.ARREST: "Arrests",
    Subtype.PRISONERS: "Prisoners taken",
    Subtype.ABDUCTION: "Abduction",
}

_MODALITY_WORDS: Final[dict[Modality, str]] = {
    Modality.OCCURRED: "reported as having happened",
    Modality.ANNOUNCED: "announced",
    Modality.HYPOTHETICAL: "feared, planned or conditional",
    Modality.NEGATED: "denied or called off",
    Modality.HISTORICAL: "background",
}


def country_name(code: str | None) -> str:
    """Return the country's usual name, or words for an unknown one."""
    return "country unknown" if code is None else COUNTRY_NAMES.get(code, code)


def counted(quantity: Quantity, unit: Unit | None) -> str:
    """Return figure and unit: "at least 1,037 troops", "thousands of people"."""
    words = quantity.in_words()
    if unit is None:
        return words
    return f"{words} of {unit}" if words.endswith("s") else f"{words} {unit}"


def event_words(report: Report) -> str:
    """Return the event's kind as a heading says it."""
    if report.subtype is not None:
        return _SUBTYPE_WORDS[report.subtype]
    return _EVENT_WORDS[report.event_type]


def where(report: Report) -> str:
    """Return the place: "Gedaref, Sudan", or "from Chad into Sudan" for a crossing."""
    country = country_name(report.country)
    if report.from_country and report.from_country != report.country:
        return f"from {country_name(report.from_country)} into {country}"
    if report.place is not None and report.place.name != country:
        return f"{report.place.name}, {country}"
    return country


def title(report: Report, quantity: Quantity) -> str:
    """Return type, figure and place in a few words."""
    return f"{event_words(report)}: {counted(quantity, report.unit)}, {where(report)}"


def summary(report: Report, quantity: Quantity, outlets: tuple[str, ...]) -> str:
    """Return one sentence that says what is reported, and by whom."""
    actor = f" ({report.actor})" if report.actor else ""
    said = ", ".join(outlets) or "an unnamed outlet"
    return (
        f"{event_words(report)} {_MODALITY_WORDS[report.modality]}: "
        f"{counted(quantity, report.unit)}{actor}, {where(report)}; according to {said}."
    )


def why(rule: Rule, band: Band | None, quantity: Quantity) -> str:
    """Return why this revision has the severity that it has."""
    figure = quantity.figure
    if band is None or figure is None:
        return f"{rule.title}: the figure was corrected to below the rule's lowest band."
    words = quantity.in_words()
    counts = words if words == f"{figure:,}" else f"{words} counts as {figure:,}"
    return (
        f"{rule.title}: {counts}, and {band.at_least:,} or more is {band.severity} "
        f"(rule {rule.id}, version {rule.version})."
    )
