"""`tocsin feed`, wired: files, pace, a sink and the person at the terminal."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Final, Protocol, Self

from tocsin.schemas.admission import AdmissionLimits
from tocsin.schemas.cloudevents import REPLAY, Headers
from tocsin.schemas.topics import Topic
from tocsin.services.feeder.display import BadLines, Notices, progress_of
from tocsin.services.feeder.feeding import InputTally, Outlets, Terms, feed_all
from tocsin.services.feeder.interruption import Interruption
from tocsin.services.feeder.pace import Pace
from tocsin.services.feeder.producer import ArticleProducer
from tocsin.services.feeder.records import ArticleMessage
from tocsin.services.feeder.sources import check_sources, read_sources
from tocsin.services.problem import ExitStatus
from tocsin.services.settings import Settings
from tocsin.services.terminal import Terminal
from tocsin.services.topics.waiting import Tell, wait_for_topics

if TYPE_CHECKING:
    from tocsin.services.feeder.archives.mapping import ColumnMapping
    from tocsin.services.feeder.archives.pages import ReadPage

LONGEST_LINE_FACTOR: Final = 8
"""A line may be so much longer than the largest article: unknown keys and escapes fall away."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How articles are sent: at what pace, and whether as the archive that they are."""

    per_second: float | None = None
    replay: bool = False

    @property
    def headers(self) -> Headers:
        """What each article says of it."""
        return [REPLAY] if self.replay else []


class Sink(AbstractContextManager["Sink", None], Protocol):
    """Where articles go."""

    def send(self, message: ArticleMessage) -> None:
        """Take one message."""

    def flush(self) -> None:
        """Return when all that was sent has arrived."""

    @property
    def outcome(self) -> str:
        """What became of the articles, for the last line."""


class DryRun:
    """Takes everything and sends nothing."""

    outcome = "none sent (dry run)"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Hold nothing, so leave nothing."""

    def send(self, message: ArticleMessage) -> None:
        """Take one message."""

    def flush(self) -> None:
        """Return at once."""


def open_dry_run(settings: Settings, tell: Tell) -> DryRun:
    """Return a sink that sends nothing."""
    del settings, tell
    return DryRun()


def open_kafka(settings: Settings, tell: Tell) -> ArticleProducer:
    """Wait for the broker and its articles topic, and return the way to it."""
    wait_for_topics(settings, [Topic.ARTICLES], tell, "WRITE")
    return ArticleProducer(settings, tell)


def feed(
    settings: Settings,
    names: Sequence[str],
    manner: Manner,
    open_sink: Callable[[Settings, Tell], Sink],
    mapping: "ColumnMapping | None" = None,
) -> ExitStatus:
    """Feed all files and print the counts, also after trouble.

    Raises:
        Problem: a file that cannot be read; Kafka away or refusing.
    """
    check_sources(names)
    console = Terminal(stderr=True)
    tally, bad_lines = InputTally(), BadLines(console)
    notices = Notices(console, replay=manner.replay)
    sink = open_sink(settings, lambda line: console.out(line, highlight=False))
    with Interruption() as interruption, sink, _page_parser(settings) as read_page:
        try:
            with progress_of(names, tally, console) as opener:
                longest = LONGEST_LINE_FACTOR * settings.max_article_bytes
                raw = read_sources(names, longest, opener, mapping, read_page)
                delay = _delay(manner.per_second)
                outlets = Outlets(sink.send, bad_lines.tell, notices.note, delay)
                terms = Terms(_limits(settings), manner.headers)
                feed_all(raw, terms, outlets, interruption, tally)
                sink.flush()
        finally:
            bad_lines.tell_rest()
            notices.tell()
            sys.stdout.write(f"{tally.read:,} read, {tally.bad:,} bad, {sink.outcome}\n")
            sys.stdout.flush()
    return ExitStatus.INCOMPLETE if tally.bad or interruption.asked else ExitStatus.OK


def feed_topic(settings: Settings, topic: str, mapping: "ColumnMapping") -> ExitStatus:
    """Feed what is on a topic of another shape, until a signal comes.

    How far it came is noted when the broker has confirmed what was sent, so a crash skips
    nothing; what it repeats has the same ids.

    Raises:
        Problem: Kafka away or refusing, or no such topic.
    """
    from tocsin.services.feeder.archives.topic import OtherTopic  # noqa: PLC0415 - seldom

    console = Terminal(stderr=True)
    tally, bad_lines = InputTally(), BadLines(console)
    notices = Notices(console, replay=False)
    sink = open_kafka(settings, lambda line: console.out(line, highlight=False))
    other = OtherTopic(settings, topic, mapping)
    outlets = Outlets(sink.send, bad_lines.tell, notices.note, lambda: 0.0)
    terms = Terms(_limits(settings), [])
    with closing(other), Interruption() as interruption, sink:
        try:
            for batch in interruption.each(other.batches()):
                before = tally.read
                feed_all(batch, terms, outlets, interruption, tally)
                sink.flush()
                other.commit(tally.read - before)
        finally:
            bad_lines.tell_rest()
            notices.tell()
            sys.stdout.write(f"{tally.read:,} read, {tally.bad:,} bad, {sink.outcome}\n")
            sys.stdout.flush()
    return ExitStatus.INCOMPLETE if tally.bad else ExitStatus.OK


@contextmanager
def _page_parser(settings: Settings) -> Iterator["ReadPage"]:
    """Yield how pages are read: in a process of its own, which starts with the first one."""
    from tocsin.services.feeder.archives.page_parser import PageParser  # noqa: PLC0415 - an extra
    from tocsin.services.feeder.live.parsing.pool import ParseLimits  # noqa: PLC0415 - the same

    with PageParser(ParseLimits(settings.parse_seconds, settings.parse_most_memory)) as parser:
        yield parser.read


def _limits(settings: Settings) -> AdmissionLimits:
    return AdmissionLimits(settings.max_article_bytes, timedelta(seconds=settings.future_allowance))


def _delay(per_second: float | None) -> Callable[[], float]:
    if per_second is None:
        return lambda: 0.0
    pace = Pace(per_second)
    return lambda: pace.delay(time.monotonic())
