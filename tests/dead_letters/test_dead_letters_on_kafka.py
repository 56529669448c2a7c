"""`tocsin dead-letters` against a real Kafka and a detector."""

import json
import re
import signal
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from detector.crossings import article, crossings
from detector_process import detector
from kafka_records import consume_until, letters_of, produce, take_at_most
from tocsin_command import run

from tocsin.schemas.dead_letter import MOST_REDRIVES, DeadLetter, Reason
from tocsin.schemas.topics import Topic
from tocsin.services.detector.messages.dead_letters import MessageOrigin, dead_letter
from tocsin.services.detector.messages.validation import Dropped
from tocsin.services.problem import ExitStatus
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics

pytestmark = pytest.mark.kafka


def set_aside(settings: Settings, *letters: DeadLetter) -> None:
    """Put letters on the topic as the detector does."""
    ensure_topics(settings)
    records = [(letter.address.encode(), letter.write()) for letter in letters]
    produce(settings.bootstrap_servers, settings.topic(Topic.DEAD_LETTERS), records)


def letter(settings: Settings, offset: int, value: bytes | None, **changes: object) -> DeadLetter:
    origin = MessageOrigin(
        settings.topic(Topic.ARTICLES),
        partition=0,
        offset=offset,
        timestamp=datetime(2026, 3, 3, offset, tzinfo=UTC),
        key=b"key",
        value=value,
    )
    made = dead_letter(origin, Dropped(Reason.NOT_JSON, "no JSON"))
    return made.model_copy(update=changes)


def test_on_a_narrow_terminal_each_letter_is_a_block_with_its_whole_address(
    settings: Settings,
) -> None:
    long = "a-source-with-a-name-that-is-longer-than-any-column-of-a-narrow-table"
    value = json.dumps({"id": "1", "source": long}).encode()
    letters = [letter(settings, offset, value) for offset in (3, 4)]
    set_aside(settings, *letters)

    narrow = run(settings, ["dead-letters", "list"])

    lines = narrow.stdout.splitlines()
    for one in letters:
        assert sum(one.address in line for line in lines) == 1
    assert sum(long in line for line in lines) == len(letters)
    assert "…" not in narrow.stdout
    assert lines[-1] == "2 dead letters: 2 not_json"


def test_one_letter_of_one_byte_is_reported_as_one(settings: Settings) -> None:
    one = letter(settings, 3, b"{")
    set_aside(settings, one)
    produce(settings.bootstrap_servers, settings.topic(Topic.DEAD_LETTERS), [(b"k", b"no letter")])

    listed = run(settings, ["dead-letters", "list"])
    shown = run(settings, ["dead-letters", "show", one.address])

    assert "; 1 byte; waits" in listed.stdout
    assert listed.stdout.splitlines()[-1] == "1 dead letter: 1 not_json"
    topic = settings.topic(Topic.DEAD_LETTERS)
    assert f"1 message is not a dead letter on {topic}" in listed.stderr
    assert "message    1 byte, SHA-256" in shown.stdout


def test_what_was_mended_is_sent_in_again_and_rings(settings: Settings, tmp_path: Path) -> None:
    """A limit that was too narrow sets an article aside; with a wider one it is judged."""
    ensure_topics(settings)
    where = settings.bootstrap_servers
    narrow = settings.model_copy(update={"max_article_bytes": 1_000})
    text = "1,037 soldiers crossed the border into Kenya on Monday, officials said. " + "So. " * 500
    good = article(1, text, datetime(2026, 3, 3, tzinfo=UTC))
    produce(where, settings.topic(Topic.ARTICLES), [(b"article-1", good)])
    with detector(narrow, tmp_path) as process:
        consume_until(where, settings.topic(Topic.DEAD_LETTERS), bool)
        process.send(signal.SIGTERM)
        assert process.ended() == 0

    sent = run(settings, ["dead-letters", "redrive", "--reason", "too_big"])
    with detector(settings, tmp_path):
        alerts = consume_until(where, settings.topic(Topic.ALERTS), bool)

    assert (sent.returncode, sent.stdout) == (0, "1 sent in again\n"), sent.stderr
    assert json.loads(alerts[0].value)["quantity"]["low"] == 1037
    again = run(settings, ["dead-letters", "redrive", "--reason", "too_big"])
    assert (again.returncode, again.stdout) == (0, "1 sent in before\n"), again.stderr


def test_what_fails_each_time_is_not_sent_forever(settings: Settings, tmp_path: Path) -> None:
    ensure_topics(settings)
    where, topic = settings.bootstrap_servers, settings.topic(Topic.DEAD_LETTERS)
    produce(where, settings.topic(Topic.ARTICLES), [(b"bad", b"{")])

    with detector(settings, tmp_path):
        for times in range(1, MOST_REDRIVES + 1):
            consume_until(where, topic, lambda all_: len(letters_of(all_)) == times)  # noqa: B023
            sent = run(settings, ["dead-letters", "redrive", "--reason", "not_json"])
            assert "1 sent in again" in sent.stdout
        last = MOST_REDRIVES + 1
        records = consume_until(where, topic, lambda all_: len(letters_of(all_)) == last)
        refused = run(settings, ["dead-letters", "redrive", "--reason", "not_json"])

    assert refused.returncode == ExitStatus.INCOMPLETE
    assert "1 failed 3 times, left" in refused.stdout
    letters = sorted(letters_of(records), key=lambda one: len(one.trail))
    assert [one.trail for one in letters] == [
        tuple(earlier.address for earlier in letters[:times]) for times in range(last)
    ]
    assert {one.value for one in letters} == {b"{"}
    assert {one.key for one in letters} == {b"bad"}


def test_letters_are_listed_by_reason_time_and_source(settings: Settings) -> None:
    set_aside(
        settings,
        letter(settings, 1, b"{"),
        letter(settings, 2, b'{"source": "Border Wire"}', reason=Reason.WRONG_SHAPE),
        letter(settings, 2, b'{"source": "Border Wire"}', reason=Reason.WRONG_SHAPE),
        letter(settings, 9, b"\x1b[2J", detail="\x1b[2Jclears the screen"),
    )

    def listed(*options: str) -> list[int]:
        done = run(settings, ["dead-letters", "list", "--format", "jsonl", *options])
        assert done.returncode == 0, done.stderr
        return sorted(json.loads(line)["offset"] for line in done.stdout.splitlines())

    assert listed() == [1, 2, 9]
    assert listed("--reason", "wrong_shape") == [2]
    assert listed("--source", "Border Wire") == [2]
    assert listed("--since", "2026-03-03T02:00", "--until", "2026-03-03T09:00") == [2]
    table = run(settings, ["dead-letters", "list"])
    assert "3 dead letters: 2 not_json, 1 wrong_shape" in table.stdout
    assert "\x1b" not in table.stdout
    hours = re.findall(r"2026-03-03 (\d\d):", " ".join(table.stdout.split()))
    assert hours == ["01", "02", "09"]


def test_a_letter_is_shown_whole_and_cannot_act_on_the_terminal(settings: Settings) -> None:
    hostile = b"\x1b]0;owned\x07 \xff \xe2\x80\xae evil"
    one = letter(settings, 1, hostile)
    set_aside(settings, one)

    shown = run(settings, ["dead-letters", "show", one.address])
    unknown = run(settings, ["dead-letters", "show", "elsewhere-0-0"])

    assert shown.returncode == 0, shown.stderr
    assert one.value_sha256 in shown.stdout
    assert "\\xff" in shown.stdout
    assert not {"\x1b", "\x07", "\u202e"} & set(shown.stdout)
    assert unknown.returncode == ExitStatus.MISUSE
    assert unknown.stderr.startswith("tocsin: no dead letter elsewhere-0-0")


def test_a_message_that_was_cut_is_fetched_whole_or_left(settings: Settings) -> None:
    ensure_topics(settings)
    where, topic = settings.bootstrap_servers, settings.topic(Topic.ARTICLES)
    ((_, whole),) = crossings(1, loud_every=1)
    produce(where, topic, [(b"whole", whole)])
    (record,) = consume_until(where, topic, bool)
    kept = letter(settings, record.offset, whole, partition=record.partition)
    cut = kept.model_copy(update={"value": whole[:10]})
    altered = letter(settings, 5, whole).model_copy(update={"value": b"x"})
    set_aside(settings, cut, altered)

    done = run(settings, ["dead-letters", "redrive", "--reason", "not_json"])

    assert done.returncode == ExitStatus.INCOMPLETE
    assert done.stdout == "1 cut off and no longer on its topic, left\n1 sent in again\n"
    first, second = consume_until(where, topic, lambda records: len(records) == 2)
    assert first.value == second.value == whole
    assert first.partition == second.partition


def test_a_forged_letter_cannot_write_to_another_topic(settings: Settings) -> None:
    set_aside(settings, letter(settings, 1, b"{", topic="somebody-elses"))

    done = run(settings, ["dead-letters", "redrive", "--reason", "not_json"])

    assert (done.returncode, done.stdout) == (1, "1 not from a topic of ours, left\n")


def test_redrive_wants_to_know_which(settings: Settings) -> None:
    done = run(settings, ["dead-letters", "redrive"])

    assert done.returncode == ExitStatus.MISUSE
    assert done.stderr.startswith("tocsin: choose dead letters:")


def test_a_dead_letter_fits_even_if_the_topic_takes_little(
    settings: Settings, tmp_path: Path
) -> None:
    ensure_topics(settings)
    where, topic = settings.bootstrap_servers, settings.topic(Topic.DEAD_LETTERS)
    take_at_most(where, topic, 50_000)
    # what chance writes cannot be compressed
    big = bytes(range(256)) * 400
    noise = b"".join(hash_of(number) for number in range(20_000))
    produce(where, settings.topic(Topic.ARTICLES), [(b"big", noise), (b"bad", big)])

    with detector(settings, tmp_path):
        records = consume_until(where, topic, lambda records: len(records) == 2)

    letters = {one.key: one for one in letters_of(records)}
    assert letters[b"big"].truncated
    assert letters[b"big"].value_bytes == len(noise)
    assert noise.startswith(letters[b"big"].value)


def hash_of(number: int) -> bytes:
    return sha256(str(number).encode()).digest()
