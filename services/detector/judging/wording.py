"""The words of an alert: title, summary and why it fired, for people in a hurry."""

from typing import Final

from schemas.control import Retraction
from schemas.countries import COUNTRY_NAMES
from schemas.duration import in_words
from schemas.report import Quantity, Report
from schemas.rule import FirstRule, FrequencyRule, IncidentRule, RuleHead, SpikeRule, TotalRule
from schemas.vocabulary import EventType, Modality, Subtype, Unit
from services.detector.judging.finding import Finding

_MOST_OUTLETS: Final = 4

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


def title(finding: Finding) -> str:
    """Return type, figure and place in a few words."""
    lead = finding.lead
    return f"{event_words(lead)}: {_figure(finding)}, {where(lead)}"


def summary(finding: Finding) -> str:
    """Return one sentence that says what is reported, and by whom."""
    lead = finding.lead
    actor = f" ({lead.actor})" if lead.actor and not finding.counted else ""
    outlets = tuple(dict.fromkeys(one.source for one in finding.reports if one.source))
    said = ", ".join(outlets[:_MOST_OUTLETS]) or "an unnamed outlet"
    more = len(outlets) - _MOST_OUTLETS
    others = f" and {more} more" if more > 0 else ""
    denied = " Others deny it." if finding.denials else ""
    return (
        f"{event_words(lead)} {_MODALITY_WORDS[lead.modality]}: "
        f"{_figure(finding)}{actor}, {where(lead)}; according to {said}{others}.{denied}"
    )


def why(rule: IncidentRule, finding: Finding) -> str:
    """Return why this revision has the severity that it has."""
    figure, band = finding.quantity.figure, finding.band
    if band is None:
        return f"{rule.title}: what is known now stands below the rule's lowest band."
    if figure is None:
        return f"{rule.title}: any figure is {band.severity}{_because(rule)} {_named(rule)}"
    words = finding.quantity.in_words()
    counts = words if words == f"{figure:,}" else f"{words} counts as {figure:,}"
    counts = f"{counts} {finding.counted}" if finding.counted else counts
    return (
        f"{rule.title}: {counts}{_because(rule)}, and {band.at_least:,} or more is "
        f"{band.severity} {_named(rule)}"
    )


def taken_back_by(rule: RuleHead, said: Retraction) -> str:
    """Return why a person took an alert back."""
    words = f": {said.comment}" if said.comment else "."
    return f"{rule.title}: taken back by {said.author}{words}"


def _because(rule: IncidentRule) -> str:
    """Return what else the kind of rule asked for."""
    match rule:
        case TotalRule() | FrequencyRule():
            return f" within {in_words(rule.window)}"
        case SpikeRule():
            rate = f"{rule.false_alarm_rate:g}"
            return f" on one day, which {in_words(rule.baseline)} before make unlikely (p ≤ {rate})"
        case FirstRule():
            return f" after {in_words(rule.after)} without"
        case _:
            return ""


def _named(rule: IncidentRule) -> str:
    return f"(rule {rule.id}, version {rule.version})."


def _figure(finding: Finding) -> str:
    if finding.counted:
        return f"{finding.quantity.in_words()} {finding.counted}"
    return counted(finding.quantity, finding.unit)
