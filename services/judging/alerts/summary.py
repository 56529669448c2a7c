"""The words of an alert: summary and why it fired, for people in a hurry."""

from typing import Final

from tocsin.schemas.alert import InAll
from tocsin.schemas.control import Retraction
from tocsin.schemas.event_types.profiles import kind_of
from tocsin.schemas.fields.duration import in_words
from tocsin.schemas.rule import (
    FirstRule,
    FrequencyRule,
    IncidentRule,
    RuleHead,
    SpikeRule,
    TotalRule,
)
from tocsin.schemas.vocabulary import Modality
from tocsin.services.judging.alerts.title import event_words, figure_words, has_cause, scene, title
from tocsin.services.judging.rules.finding import RuleFinding
from tocsin.services.stories.measure import in_all, measure, measured

_MOST_OUTLETS: Final = 4

_NOBODY: Final = frozenset(
    """people person persons others nobody residents troops soldiers reservists police officers
    households families ships places""".split()
)
"""Actors that say no more than the unit does."""

_MODALITY_WORDS: Final[dict[Modality, str]] = {
    Modality.OCCURRED: "",
    Modality.ANNOUNCED: " announced",
    Modality.HYPOTHETICAL: " feared, planned or conditional",
    Modality.NEGATED: " denied or called off",
    Modality.HISTORICAL: ", background",
}


_OWN: Final = "en"
"""The language of an alert's own words; an actor in another one stays in its report."""


def summary(rule: IncidentRule, finding: RuleFinding, total: InAll | None = None) -> str:
    """Return what is reported and by whom, and the total that a source gives beside it."""
    lead = finding.lead
    outlets = tuple(dict.fromkeys(one.source for one in finding.reports if one.source))
    said = ", ".join(outlets[:_MOST_OUTLETS]) or "an unnamed outlet"
    more = len(outlets) - _MOST_OUTLETS
    others = f" and {more} more" if more > 0 else ""
    denied = " Others deny it." if finding.denials else ""
    if has_cause(finding) or isinstance(rule, TotalRule):
        told = f"{title(rule, finding)}{_actor(finding)}"
    else:
        told = (
            f"{event_words(lead)}{_MODALITY_WORDS[lead.modality]}: "
            f"{figure_words(finding)}{_actor(finding)}{scene(finding)}"
        )
    return f"{told}; according to {said}{others}.{denied}{_in_all(finding, total)}"


def _in_all(finding: RuleFinding, total: InAll | None) -> str:
    """Return " In all since October 2023: 55,000 killed (Harbour Post).", or nothing."""
    if total is None:
        return ""
    return f" {in_all(total, _counted(finding, total))}."


def _counted(finding: RuleFinding, total: InAll) -> str:
    lead = finding.lead
    kind = kind_of(lead.event_type, lead.subtype)
    if kind is None or kind.measure is None:
        return measured(total.quantity, finding.unit)
    return measure(total.quantity, finding.unit, kind.measure, lead.modality)


def _actor(finding: RuleFinding) -> str:
    """Return who does or suffers it, unless that says no more than the unit."""
    actor = finding.lead.actor if finding.lead.language == _OWN else None
    if not actor or not finding.is_one or actor.casefold() in _NOBODY:
        return ""
    return f" ({actor})"


def why(rule: IncidentRule, finding: RuleFinding) -> str:
    """Return why this revision has the severity that it has."""
    figure, band = finding.quantity.figure, finding.band
    if band is None:
        return f"{rule.title}: what is known now is below the rule's lowest band."
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
