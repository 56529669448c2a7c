"""Totals and counts of a period: what they show beside an alert. They never ring by themselves."""

import re
from datetime import timedelta
from typing import Final

from tocsin.schemas.alert import InAll
from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import Modality, Scope
from tocsin.services.judging.incidents.incident import published
from tocsin.services.judging.incidents.lifetime import LONGEST
from tocsin.services.judging.rules.finding import RuleFinding
from tocsin.services.judging.state.slot_state import HeldTotal, SlotState

_MOST: Final = 8
"""Totals kept of one country and type. They are written with every change of the state."""

_KEPT: Final = timedelta(days=LONGEST.days)
"""By event time, against the newest total: an alert is open no longer."""

_SINCE: Final = re.compile(
    r"\bsince (?P<when>[^.,;:()\"]{3,60}?)(?=[.,;:()\"]|$| to (?:\w+ ){0,3}\d)"
)

_REAL: Final = frozenset({Modality.OCCURRED, Modality.HISTORICAL})
"""What a total counts has happened; much of it long ago."""


def as_event(report: Report) -> Report | None:
    """Return what a total would be as the figure of an event; None if it is no such total."""
    counted = report.quantity.figure is not None and report.published_at is not None
    if report.scope is not Scope.TOTAL or report.modality not in _REAL or not counted:
        return None
    return report.model_copy(update={"scope": Scope.EVENT, "modality": Modality.OCCURRED})


def with_total(state: SlotState, report: Report) -> SlotState:
    """Return the state with a total; the order in which totals come makes no difference."""
    found = _SINCE.search(report.evidence.sentence)
    total = HeldTotal(
        report_id=report.id,
        article_id=report.article_id,
        subtype=report.subtype,
        unit=report.unit,
        quantity=report.quantity,
        since=found["when"].strip() if found else None,
        source=report.source,
        published_at=published(report),
    )
    known = {one.report_id: one for one in (*state.totals, total)}
    newest = max(one.published_at for one in known.values())
    kept = sorted(
        (one for one in known.values() if newest - one.published_at <= _KEPT),
        key=lambda one: (one.published_at, one.report_id),
    )[-_MOST:]
    return state.model_copy(update={"totals": tuple(kept)})


def in_all(state: SlotState, finding: RuleFinding) -> InAll | None:
    """Return the newest total that an article behind the finding gives beside its figure."""
    if not finding.is_one:
        return None
    articles = {report.article_id for report in finding.reports}
    figure = finding.quantity.figure or 0
    fits = [
        one
        for one in state.totals
        if one.article_id in articles
        and one.subtype is finding.lead.subtype
        and one.unit is finding.unit
        and (one.quantity.figure or 0) > figure
    ]
    if not fits:
        return None
    best = max(fits, key=lambda one: (one.published_at, one.quantity.figure or 0, one.report_id))
    return InAll(
        quantity=best.quantity, since=best.since, source=best.source, article_id=best.article_id
    )
