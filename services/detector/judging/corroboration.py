"""Who says so by himself: copies of one text, and one outlet twice, count once.

Certainty, in the words of CAP 1.2: one independent source makes an event Possible, two make it
Likely, three make it Observed. Where a source denies it, it stays Possible.
"""

from typing import Final
from urllib.parse import urlsplit

from schemas.alert import SourceReport
from schemas.report import Report
from schemas.vocabulary import Certainty
from services.detector.judging.incident import in_order, published
from services.detector.judging.wording_overlap import is_near_duplicate

_LIKELY: Final = 2
_OBSERVED: Final = 3


def independent_groups(reports: tuple[Report, ...]) -> tuple[tuple[Report, ...], ...]:
    """Return the reports in groups that are one voice each, the oldest group first."""
    groups: list[list[Report]] = []
    for report in sorted(reports, key=in_order):
        voices = [group for group in groups if any(_is_one_voice(report, one) for one in group)]
        joined = [one for group in voices for one in group]
        groups = [group for group in groups if group not in voices]
        groups.append([*joined, report])
    return tuple(tuple(group) for group in groups)


def certainty(independent: int, *, denied: bool) -> Certainty:
    """Return how sure it is that it happened."""
    if denied or independent < _LIKELY:
        return Certainty.POSSIBLE
    return Certainty.OBSERVED if independent >= _OBSERVED else Certainty.LIKELY


def as_sources(
    reports: tuple[Report, ...], denials: tuple[Report, ...]
) -> tuple[SourceReport, ...]:
    """Return what each article says, oldest first, with copies marked as such."""
    ordered = sorted((*reports, *denials), key=in_order)
    told = frozenset(report.id for report in denials)
    return tuple(
        SourceReport(
            report_id=report.id,
            article_id=report.article_id,
            source=report.source,
            title=report.title,
            url=report.url,
            published_at=published(report),
            quantity=report.quantity,
            denies=report.id in told,
            copy_of=_original(report, ordered[:at]),
            evidence=report.evidence,
        )
        for at, report in enumerate(ordered)
    )


def outlet(report: Report) -> str:
    """Return who speaks: the outlet, else the site, else the article by itself."""
    if report.source:
        return report.source.casefold()
    host = urlsplit(report.url).hostname if report.url else None
    return host or f"article {report.article_id}"


def _is_one_voice(one: Report, other: Report) -> bool:
    return outlet(one) == outlet(other) or is_near_duplicate(one, other)


def _original(report: Report, earlier: list[Report]) -> str | None:
    return next(
        (
            one.article_id
            for one in earlier
            if one.article_id != report.article_id and is_near_duplicate(one, report)
        ),
        None,
    )
