"""Ten thousand hostile messages: none stops the stream, none is lost, none takes three seconds."""

import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from detector.crossings import crossings
from detector_process import detector
from kafka_records import consume_until, letters_of, produce, take_at_most
from poison.hostile import KINDS, MOST_BYTES, Hostile, bombs, giants, hostile
from shipped_network import shipped

from tocsin.schemas.admission import AdmissionLimits
from tocsin.schemas.dead_letter import Reason
from tocsin.schemas.topics import Topic
from tocsin.services.detector.messages.validation import Dropped, admit
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.reading.language import is_english
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics

_MANY = 10_000
_LONGEST = 3
"""Seconds: of half a megabyte the network reads 20 passages, on a slow core 60 ms each."""
_SEED = 20_260_303
_LIMITS = AdmissionLimits(MOST_BYTES, timedelta(days=1))


def outcome(message: Hostile, now: datetime) -> Reason | None:
    """Return what becomes of a message, as the detector finds it."""
    admitted = admit(message.value, now, _LIMITS)
    if isinstance(admitted, Dropped):
        return admitted.reason
    if is_english(admitted):
        for report in reports_of(admitted, shipped()):
            report.write()
    return None


def timed(messages: Iterable[Hostile]) -> tuple[list[str], dict[str, float]]:
    """Return what went otherwise than expected, and the longest time of each kind in seconds."""
    now = datetime.now(UTC)
    outcome(next(hostile(1, 0)), now)  # loads what is loaded once
    wrong, longest = [], dict[str, float]()
    for message in messages:
        started = time.process_time()
        found = outcome(message, now)
        taken = time.process_time() - started
        longest[message.kind] = max(taken, longest.get(message.kind, 0))
        if found != message.reason:
            wrong.append(f"{message.kind}: {found} for {message.reason}: {message.value!r:.200}")
    return wrong, longest


def test_each_hostile_message_has_its_reason_and_takes_no_three_seconds() -> None:
    wrong, longest = timed(hostile(_MANY, _SEED))

    assert wrong == []
    assert longest.keys() == KINDS.keys()
    assert max(longest.values()) < _LONGEST


def test_the_largest_texts_take_no_three_seconds_whatever_they_are_made_of() -> None:
    wrong, longest = timed([*bombs(), *giants()])

    assert wrong == []
    assert {kind: taken for kind, taken in longest.items() if taken >= _LONGEST} == {}


@pytest.mark.kafka
def test_the_stream_goes_on_and_every_dead_letter_is_there(
    settings: Settings, tmp_path: Path
) -> None:
    ensure_topics(settings)
    where, topic = settings.bootstrap_servers, settings.topic(Topic.ARTICLES)
    take_at_most(where, topic, 16_000_000)
    messages = [*hostile(_MANY, _SEED), *giants()]
    due = [message.reason for message in messages if message.reason is not None]
    ((_, good),) = crossings(1, loud_every=1)
    garbage = [(b"KEN", b"{"), (b"KEN", None)]

    with detector(settings, tmp_path) as process:
        produce(where, settings.topic(Topic.REPORTS), garbage)
        produce(where, settings.topic(Topic.STEPS), garbage)
        # this client sends no message without both key and value
        produce(where, topic, [(message.key or b"", message.value) for message in messages])
        produce(where, topic, [(b"good", good)])
        consume_until(
            where,
            settings.topic(Topic.ALERTS),
            lambda records: any(b"article-0" in record.value for record in records),
            within=120,
        )
        records = consume_until(
            where,
            settings.topic(Topic.DEAD_LETTERS),
            lambda records: len(records) >= len(due) + 2 * len(garbage),
            within=120,
        )
        process.wait_ready()

    letters = {letter.address: letter for letter in letters_of(records)}.values()
    of_articles = [letter for letter in letters if letter.topic == topic]
    assert sorted(letter.reason for letter in of_articles) == sorted(due)
    assert len(letters) - len(of_articles) == 2 * len(garbage)
    assert process.log.count("Traceback") == 0
