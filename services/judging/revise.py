"""An article that was changed: what it says now takes the place of what it said."""

from typing import Final

from tocsin.schemas.report import Report
from tocsin.services.judging.incidents.wording import telling_overlap
from tocsin.services.judging.state.slot_state import HeldReport, SlotState, with_marks

_SAME_WORDS: Final = 0.5
"""Share of content words from which two sentences of one article describe the same event."""


def refreshed(state: SlotState, report: Report) -> SlotState:
    """Return the state if a known report is in the article's newest revision too."""
    newer = tuple(
        held.model_copy(update={"report": report})
        if held.report.id == report.id and _is_older(held.report, report)
        else held
        for held in state.reports
    )
    return state if newer == state.reports else state.model_copy(update={"reports": newer})


def without_superseded(state: SlotState, report: Report) -> SlotState:
    """Return the state without what an earlier revision of the article said of the same event.

    An alert that hung on it hangs on the new report, so that it is amended and does not ring again.
    """
    of_article = [one for one in state.reports if one.report.article_id == report.article_id]
    earlier = [held for held in of_article if _may_supersede(report, held.report)]
    if not earlier:
        return state
    old = max(earlier, key=lambda held: (telling_overlap(report, held.report), held.report.id))
    return state.model_copy(
        update={
            "reports": tuple(held for held in state.reports if held is not old),
            "sent": tuple(
                sent.model_copy(update={"anchors": _moved(sent.anchors, old, report)})
                if old.report.id in sent.anchors
                else sent
                for sent in state.sent
            ),
            "past_reports": with_marks(state.past_reports, (old.report.id,)),
        }
    )


def _may_supersede(report: Report, held: Report) -> bool:
    return (
        held.subtype is report.subtype
        and held.unit is report.unit
        and _is_older(held, report)
        and telling_overlap(report, held) >= _SAME_WORDS
    )


def _is_older(held: Report, report: Report) -> bool:
    """Whether it is of an earlier revision: all reports of one reading have one time of arrival."""
    return (
        held.ingested_at is not None
        and report.ingested_at is not None
        and held.article_id == report.article_id
        and held.ingested_at < report.ingested_at
    )


def _moved(anchors: tuple[str, ...], old: HeldReport, report: Report) -> tuple[str, ...]:
    return tuple(report.id if one == old.report.id else one for one in anchors)
