"""The loop: every input is counted as bad, or sent at its pace."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from schemas.cloudevents import Headers
from services.feeder.articles import to_message
from services.feeder.interruption import Interruption
from services.feeder.records import BadLine, Message, RawArticle


@dataclass(slots=True)
class Tally:
    """What came in; `read` holds the bad ones too."""

    read: int = 0
    bad: int = 0


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where things go: good articles, bad lines, and the time to wait before the next article."""

    deliver: Callable[[Message], None]
    tell_bad: Callable[[BadLine], None]
    delay: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for every article: how large it may be, and what its message says beside it."""

    most_bytes: int
    headers: Headers


def feed_all(
    raw_articles: Iterable[RawArticle | BadLine],
    terms: Terms,
    outlets: Outlets,
    interruption: Interruption,
    tally: Tally,
) -> None:
    """Feed until the input ends or a signal comes; `tally` counts along."""
    for raw in interruption.each(raw_articles):
        tally.read += 1
        outcome = raw if isinstance(raw, BadLine) else to_message(raw, terms.most_bytes)
        if isinstance(outcome, BadLine):
            tally.bad += 1
            outlets.tell_bad(outcome)
            continue
        interruption.pause(outlets.delay())
        if interruption.asked:
            tally.read -= 1  # it was not sent, so it is not counted as read
            return
        outlets.deliver(replace(outcome, headers=[*outcome.headers, *terms.headers]))
