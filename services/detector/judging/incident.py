"""Which reports speak of one incident, and what they say together."""

from typing import Final

from schemas.alert import SourceReport
from schemas.article import Moment
from schemas.report import Report
from schemas.rule import Rule
from schemas.vocabulary import Bound

MOST_SOURCES: Final = 20
"""An alert lists no more: it must fit a message, and people read the first and the newest."""

_EXACTNESS: Final = {
    Bound.NONE: 0,
    Bound.VAGUE: 1,
    Bound.MAX: 2,
    Bound.RANGE: 3,
    Bound.APPROX: 3,
    Bound.MIN: 4,
    Bound.EXACT: 4,
}


def incident_key(rule: Rule, published_at: Moment) -> str:
    """Return the incident's key within its country: for now the rule and the day."""
    return f"{rule.id}|{published_at:%Y-%m-%d}"


def as_source(report: Report, published_at: Moment) -> SourceReport:
    """Return what the article behind the report adds to an alert."""
    return SourceReport(
        report_id=report.id,
        article_id=report.article_id,
        source=report.source,
        title=report.title,
        url=report.url,
        published_at=published_at,
        quantity=report.quantity,
        evidence=report.evidence,
    )


def with_source(
    sources: tuple[SourceReport, ...], source: SourceReport
) -> tuple[SourceReport, ...]:
    """Return the sources with one more, oldest first; the same report twice changes nothing.

    Of very many the oldest and the newest are kept.
    """
    if any(known.report_id == source.report_id for known in sources):
        return sources
    ordered = sorted((*sources, source), key=lambda one: (one.published_at, one.report_id))
    if len(ordered) > MOST_SOURCES:
        ordered = [ordered[0], *ordered[1 - MOST_SOURCES :]]
    return tuple(ordered)


def best(sources: tuple[SourceReport, ...]) -> SourceReport:
    """Return the source whose figure stands for the incident.

    An exact figure before a vague one, then the newest, then the larger (one article that
    gives two figures means the whole by the larger); the id only makes it deterministic.
    """
    return max(
        sources,
        key=lambda one: (
            _EXACTNESS[one.quantity.bound] >= _EXACTNESS[Bound.MAX],
            one.published_at,
            _EXACTNESS[one.quantity.bound],
            one.quantity.figure or 0,
            one.report_id,
        ),
    )
