"""The title of an alert: cause, measure, figure and the finest place, in a few words."""

from datetime import timedelta

from tocsin.schemas.event_types.profiles import PROFILES, kind_of
from tocsin.schemas.fields.duration import in_words
from tocsin.schemas.report import Report
from tocsin.schemas.rule import IncidentRule, TotalRule
from tocsin.schemas.vocabulary import Cause
from tocsin.services.judging.alerts.cause_names import cause_name
from tocsin.services.judging.alerts.counted_noun import counted_noun
from tocsin.services.judging.rules.finding import RuleFinding
from tocsin.services.stories.measure import measure, measured


def title(rule: IncidentRule, finding: RuleFinding) -> str:
    """Return "Earthquake, Cateel, Philippines: 142 killed", or the kind of event first.

    A total says that it is one: it must not be taken for one event more.
    """
    kind, figure = event_words(finding.lead), figure_words(finding)
    if isinstance(rule, TotalRule):
        return f"Total within {_window(rule.window)}: {kind}, {figure}, {finding.where}"
    measured = _measured(finding)
    if measured is None:
        return f"{kind}: {figure}{scene(finding)}"
    return f"{cause_words(finding)}, {finding.where}: {measured}"


def scene(finding: RuleFinding) -> str:
    """Return where it is, as it follows a figure: ", Nepal", or " from Nepal" if they leave it."""
    leaves = PROFILES[finding.lead.event_type].happens_where_left
    return f"{' from ' if leaves and finding.lead.country else ', '}{finding.where}"


def has_cause(finding: RuleFinding) -> bool:
    """Return whether the title begins with the cause."""
    return _measured(finding) is not None


def cause_words(finding: RuleFinding) -> str:
    """Return what the cause is called, as closely as a source does: "Bus crash"."""
    return cause_name(
        finding.cause,
        (
            f"{report.title or ''}\n{report.evidence.sentence}"
            for report in (finding.lead, *finding.reports)
        ),
    )


def event_words(report: Report) -> str:
    """Return the event's kind as a heading says it."""
    profile = PROFILES[report.event_type]
    return (profile.kind if report.subtype is None else profile.subtypes[report.subtype]).heading


def figure_words(finding: RuleFinding) -> str:
    """Return what was counted, reports' unit or not: "12 incidents"."""
    if finding.counted:
        only = finding.quantity.is_one
        what = finding.counted.removesuffix("s") if only else finding.counted
        return f"{finding.quantity.in_words()} {what}"
    noun = None if finding.quantity.is_one else counted_noun(finding.lead, finding.unit)
    return measured(finding.quantity, noun or finding.unit)


def _window(window: timedelta) -> str:
    return f"{window.days} days" if window.days > 1 else in_words(window)


def _measured(finding: RuleFinding) -> str | None:
    """Return "142 killed", or None if a cause does not go with what is counted."""
    if finding.counted or finding.cause is Cause.UNKNOWN:
        return None
    kind = kind_of(finding.lead.event_type, finding.lead.subtype)
    if kind is None or kind.measure is None or not PROFILES[finding.lead.event_type].has_cause:
        return None
    return measure(finding.quantity, finding.unit, kind.measure, finding.lead.modality)
