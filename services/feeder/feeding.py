"""The loop: every input is counted as bad, or sent at its pace."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tocsin.schemas.admission import AdmissionLimits
from tocsin.schemas.cloudevents import Headers
from tocsin.services.feeder.articles import to_message
from tocsin.services.feeder.interruption import Interruption
from tocsin.services.feeder.noticed import Notice
from tocsin.services.feeder.records import ArticleMessage, BadLine, InputPosition, RawArticle


@dataclass(slots=True)
class InputTally:
    """What came in; `read` holds the bad ones too."""

    read: int = 0
    bad: int = 0


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where things go: good articles, bad lines, what is noticed, the time to wait between two."""

    deliver: Callable[[ArticleMessage], None]
    tell_bad: Callable[[BadLine], None]
    notice: Callable[[Notice, InputPosition], None]
    delay: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for every article: what may pass, and what its message says beside it."""

    limits: AdmissionLimits
    headers: Headers


def feed_all(
    raw_articles: Iterable[RawArticle | BadLine],
    terms: Terms,
    outlets: Outlets,
    interruption: Interruption,
    tally: InputTally,
) -> None:
    """Feed until the input ends or a signal comes; `tally` counts along."""
    for raw in interruption.each(raw_articles):
        tally.read += 1
        outcome = (
            raw if isinstance(raw, BadLine) else to_message(raw, terms.limits, datetime.now(UTC))
        )
        if isinstance(outcome, BadLine):
            tally.bad += 1
            outlets.tell_bad(outcome)
            continue
        interruption.pause(outlets.delay())
        if interruption.asked:
            tally.read -= 1  # it was not sent, so it is not counted as read
            return
        for notice in outcome.notices:
            outlets.notice(notice, raw.where)
        outlets.deliver(replace(outcome, headers=[*outcome.headers, *terms.headers]))
