"""Who says so by himself: copies of one text, and one outlet twice, count once.

Certainty, in the words of CAP 1.2: one independent source makes an event Possible, two make it
Likely, three make it Observed. Where a source denies it, it stays Possible.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from tocsin.schemas.alert import SourceReport
from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import Certainty
from tocsin.services.judging.incidents.incident import Incident, in_order, published
from tocsin.services.judging.incidents.near_duplicate import NearDuplicates

_LIKELY: Final = 2
_OBSERVED: Final = 3


Groups = tuple[tuple[Report, ...], ...]
"""Reports in groups that are one source each."""


def independent_groups(incidents: Iterable[Incident]) -> Groups:
    """Return the reports of incidents in groups that are one source each, the oldest group first.

    Whoever rests on the text of another is one source with it, and so is each outlet.
    """
    incidents = tuple(incidents)
    reports = sorted((one for incident in incidents for one in incident.reports), key=in_order)
    alike: dict[str, set[str]] = defaultdict(set)
    for incident in incidents:
        for one, others in incident.alike.items():
            alike[one] |= others
            for other in others:  # an incident that did not change knows only who came before
                alike[other].add(one)
    groups: dict[int, list[Report]] = {}
    group_of: dict[str, int] = {}
    newest_of: dict[str, str] = {}
    for number, report in enumerate(reports):
        speaker = outlet(report)
        same = [*alike.get(report.id, ()), newest_of.get(speaker, "")]
        newest_of[speaker] = report.id
        joined = sorted({group_of[one] for one in same if one in group_of})
        groups[number] = [one for group in joined for one in groups.pop(group)]
        groups[number].append(report)
        group_of.update((one.id, number) for one in groups[number])
    return tuple(tuple(group) for group in groups.values())


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
    texts = NearDuplicates()
    return tuple(
        SourceReport(
            report_id=report.id,
            article_id=report.article_id,
            source=report.source,
            title=report.title,
            url=report.url,
            language=report.language,
            published_at=published(report),
            quantity=report.quantity,
            denies=report.id in told,
            copy_of=_original(report, texts.add(report), ordered),
            evidence=report.evidence,
        )
        for report in ordered
    )


def outlet(report: Report) -> str:
    """Return who speaks: the outlet, else the site, else the article by itself."""
    if report.source:
        return report.source.casefold()
    host = urlsplit(report.url).hostname if report.url else None
    return host or f"article {report.article_id}"


def _original(report: Report, alike: set[str], ordered: list[Report]) -> str | None:
    """Return the oldest other article with the same text."""
    if not alike:
        return None
    others = (one.article_id for one in ordered if one.id in alike)
    return next((one for one in others if one != report.article_id), None)
