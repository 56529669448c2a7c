"""Are two incidents measures of one story? The killed and the injured of one crash are."""

from collections.abc import Sequence
from typing import Final

from tocsin.schemas.report import Report
from tocsin.services.judging.incidents.coreference.same_event import log_odds
from tocsin.services.judging.incidents.incident import published
from tocsin.services.judging.incidents.mention import Mention
from tocsin.services.judging.state.slot_state import HeldReport

_COMPARED: Final = 8
"""Reports of an incident that are compared: the newest."""

_BEST: Final = 3


def are_one_story(mine: Sequence[Report], theirs: Sequence[Report]) -> bool:
    """Return whether two incidents are measures of one story.

    One sentence that gives both figures says so; else the score of one event does.
    """
    sentences = {_sentence(one) for one in mine}
    if any(_sentence(one) in sentences for one in theirs):
        return True
    others = [_mention(one) for one in theirs[-_COMPARED:]]
    odds = [log_odds(_mention(one), other) for one in mine[-_COMPARED:] for other in others]
    best = sorted(odds, reverse=True)[:_BEST]
    return bool(best) and sum(best) / len(best) > 0


def _sentence(report: Report) -> tuple[str, str, int]:
    return report.article_id, report.evidence.part, report.evidence.start


def _mention(report: Report) -> Mention:
    return Mention(HeldReport(report=report, arrived=published(report)))
