"""What an article must be, beyond its shape, to be judged; pure.

The detector and the feeder both check here, so that what is fed is what will be judged.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.schemas.article import Article
from tocsin.schemas.dead_letter import Reason


@dataclass(frozen=True, slots=True)
class AdmissionLimits:
    """What is admitted."""

    max_bytes: int
    future_allowance: timedelta


def refusal(article: Article, now: datetime, limits: AdmissionLimits) -> tuple[Reason, str] | None:
    """Return why the article cannot be judged; None if it can.

    Args:
        article: of the right shape.
        now: the wall clock, which only detects impossible publication times.
        limits: how far ahead of `now` a publication may be.
    """
    if not article.text.strip():
        return Reason.NO_TEXT, "the text is empty"
    if _ahead(article.published_at, now) > limits.future_allowance:
        detail = f"published_at {article.published_at.isoformat()} lies in the future"
        return Reason.FUTURE_TIMESTAMP, detail
    return None


def _ahead(published_at: datetime, now: datetime) -> timedelta:
    """Return how far `published_at` is ahead; the ends of the calendar do not overflow."""
    try:
        return published_at - now
    except OverflowError:
        return timedelta.max
