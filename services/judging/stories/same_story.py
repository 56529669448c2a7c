"""Are two incidents measures of one story? The killed and the injured of one crash are."""

from collections.abc import Sequence
from functools import lru_cache
from math import inf
from typing import Final

from tocsin.schemas.report import Report
from tocsin.services.judging.incidents.comparable_report import ComparableReport
from tocsin.services.judging.incidents.coreference.pair_score import log_odds
from tocsin.services.judging.incidents.incident import published
from tocsin.services.judging.state.slot_state import HeldReport

_COMPARED: Final = 8
"""Reports of an incident that are compared: the newest."""

_BEST: Final = 3

SAME_SENTENCE: Final = inf
"""One sentence that gives both figures settles it."""


def likeness(mine: Sequence[Report], theirs: Sequence[Report]) -> float:
    """Return how likely two incidents are measures of one story: above 0 they are.

    One sentence that gives both figures settles it; else it is the log-odds of one event.
    """
    sentences = {_sentence(one) for one in mine}
    if any(_sentence(one) in sentences for one in theirs):
        return SAME_SENTENCE
    others = [_mention(one) for one in theirs[-_COMPARED:]]
    odds = [log_odds(_mention(one), other) for one in mine[-_COMPARED:] for other in others]
    best = sorted(odds, reverse=True)[:_BEST]
    return sum(best) / len(best) if best else -inf


def _sentence(report: Report) -> tuple[str, str, int]:
    return report.article_id, report.evidence.part, report.evidence.start


@lru_cache(maxsize=2048)
def _mention(report: Report) -> ComparableReport:
    """Return a report as it is compared; what is made of its words is kept for the next time."""
    return ComparableReport(HeldReport(report=report, arrived=published(report)))
