"""Judge one report: (state, report, rules, now) in, (state, alerts) out. Pure and deterministic.

The same report after a crash gives the same alert with the same id and revision, byte for
byte; a report that the state already knows gives none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from schemas.alert import Alert
from schemas.article import Moment
from schemas.report import Report
from schemas.rule import Rule
from services.detector.judging.alert import first, revised
from services.detector.judging.incident import as_source, best, incident_key, with_source
from services.detector.judging.lifecycle import needs_update
from services.detector.judging.rules import concerns, standing
from services.detector.judging.state import CountryState, OpenAlert

REMEMBERED: Final = timedelta(days=14)
"""How long behind the newest publication of a country an alert can still be amended."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The state after a report, and the alerts to publish before it is stored."""

    state: CountryState
    alerts: tuple[Alert, ...]


def judge(state: CountryState, report: Report, rules: Iterable[Rule]) -> Judgement:
    """Judge one report of the state's country.

    Args:
        state: what is known of the report's country.
        report: one event; without a publication date it belongs to no day and cannot ring.
        rules: in any order; each has its own alerts.
    """
    alerts: list[Alert] = []
    if report.published_at is None:
        return Judgement(state, ())
    after = _advanced(state, report.published_at)
    for rule in rules:
        if concerns(rule.when, report) is None:
            held, alert = _amended(after, rule, report, report.published_at)
            after = after if held is None else after.holding(held)
            alerts.extend([] if alert is None else [alert])
    return Judgement(after if after.open_alerts or state.open_alerts else state, tuple(alerts))


def _amended(
    state: CountryState, rule: Rule, report: Report, published_at: Moment
) -> tuple[OpenAlert | None, Alert | None]:
    """Return the incident as it stands after the report, and the revision that is due."""
    key = incident_key(rule, published_at)
    held = state.find(key)
    source = as_source(report, published_at)
    # not the time of judging: an article that is read again after a crash must give the same bytes
    detected_at = report.ingested_at or published_at
    if held is None:
        if standing(rule, report.quantity).band is None:
            return None, None
        alert = first(rule, report, key, (source,), detected_at)
        return OpenAlert(key=key, alert=alert, sources=(source,)), alert
    sources = with_source(held.sources, source)
    if sources == held.sources:
        return None, None
    change = needs_update(held.alert, best(sources).quantity)
    if change is None:
        return held.model_copy(update={"sources": sources}), None
    alert = revised(held.alert, rule, report, sources, detected_at, change)
    return OpenAlert(key=key, alert=alert, sources=sources), alert


def _advanced(state: CountryState, published_at: Moment) -> CountryState:
    """Move the country's clock, which is the newest publication, and let go of what is old."""
    watermark = max(published_at, state.watermark or published_at)
    kept = tuple(
        held for held in state.open_alerts if watermark - held.alert.last_published_at <= REMEMBERED
    )
    return CountryState(watermark=watermark, open_alerts=kept)
