"""Send messages in again, with a trail; a message that fails each time is not sent forever."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from types import TracebackType
from typing import Final, Protocol, Self

from kafka import TopicPartition
from kafka.errors import KafkaError

from tocsin.schemas.cloudevents import REPLAY
from tocsin.schemas.dead_letter import MOST_REDRIVES, REDRIVE_HEADER, DeadLetter, Reason
from tocsin.schemas.topics import Topic
from tocsin.services.dead_letters.topic import KeptLetter
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.runtime.producer import producer
from tocsin.services.settings import Settings
from tocsin.services.subscription.consumer import consumer

_LARGEST_REQUEST: Final = 16 * 1024 * 1024
_CONFIRM_SECONDS: Final = 60.0
_FETCH_MS: Final = 10_000


class Fate(StrEnum):
    """What became of a letter."""

    SENT = "sent in again"
    ALREADY = "sent in before"
    TOO_OFTEN = f"failed {MOST_REDRIVES} times, left"
    CUT = "cut off and no longer on its topic, left"
    EMPTY = "without a value, left"
    FOREIGN = "not from a topic of ours, left"


class Mail(Protocol):
    """The way back to the topics."""

    def whole(self, letter: DeadLetter) -> bytes | None:
        """Return the whole message of a letter that holds a part of it; None if it is gone."""

    def send(self, letter: DeadLetter, value: bytes) -> None:
        """Send the message to where it came from, confirmed, and note it."""


def redrive(kept: Iterable[KeptLetter], topics: frozenset[str], mail: Mail) -> Counter[Fate]:
    """Send each message in again that may be; return how many met which fate."""
    return Counter(_fate(one, topics, mail) for one in kept)


def _fate(kept: KeptLetter, topics: frozenset[str], mail: Mail) -> Fate:
    letter = kept.letter
    if kept.redriven:
        return Fate.ALREADY
    if len(letter.trail) >= MOST_REDRIVES:
        return Fate.TOO_OFTEN
    # a forged letter must not make us write anywhere else
    if letter.topic not in topics:
        return Fate.FOREIGN
    if letter.reason is Reason.NULL_VALUE:
        return Fate.EMPTY
    value = mail.whole(letter) if letter.truncated else letter.value
    if value is None:
        return Fate.CUT
    mail.send(letter, value)
    return Fate.SENT


def topics_of(settings: Settings) -> frozenset[str]:
    """Return the topics whose messages may be sent back."""
    return frozenset(
        settings.topic(topic) for topic in (Topic.ARTICLES, Topic.REPORTS, Topic.STEPS)
    )


class KafkaMail:
    """Mail over Kafka; use it as a context."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._producer = producer(settings, max_request_size=_LARGEST_REQUEST)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._producer.close(timeout=None if kind is None else 0)

    def whole(self, letter: DeadLetter) -> bytes | None:
        """Fetch the message from its address, and make sure that it is the same."""
        partition = TopicPartition(letter.topic, letter.partition)
        reader = consumer(self._settings)
        try:
            reader.assign([partition])
            if reader.beginning_offsets([partition])[partition] > letter.offset:
                return None
            reader.seek(partition, letter.offset)
            found = reader.poll(timeout_ms=_FETCH_MS, max_records=1).get(partition, [])
        except KafkaError as error:
            raise self._problem(letter, error) from error
        finally:
            reader.close()
        value: bytes | None = found[0].value if found and found[0].offset == letter.offset else None
        if value is None or sha256(value).hexdigest() != letter.value_sha256:
            return None
        return value

    def send(self, letter: DeadLetter, value: bytes) -> None:
        """Send to the same partition, so that the same judge sees it; then note it.

        Killed in between, it is sent twice: harmless, as ids are deterministic.

        Raises:
            Problem: Kafka did not take it.
        """
        trail = ",".join((*letter.trail, letter.address)).encode()
        note = [("tocsin-redriven-at", datetime.now(UTC).isoformat().encode())]
        try:
            self._producer.send(
                letter.topic,
                key=letter.key,
                value=value,
                # it is late by nature: judged as of its own day, it may still ring
                headers=[(REDRIVE_HEADER, trail), REPLAY],
                partition=letter.partition,
            ).get(_CONFIRM_SECONDS)
            self._producer.send(
                self._settings.topic(Topic.DEAD_LETTERS),
                key=letter.address.encode(),
                value=None,
                headers=note,
            ).get(_CONFIRM_SECONDS)
        except KafkaError as error:
            raise self._problem(letter, error) from error

    def _problem(self, letter: DeadLetter, error: KafkaError) -> Problem:
        message = (
            f"Kafka at {self._settings.bootstrap_servers}: {letter.address} was not "
            f"resent: {error}. Earlier ones were, and that is recorded; run the command "
            "again"
        )
        return Problem(message, ExitStatus.UNAVAILABLE)
