import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.schemas.admission import AdmissionLimits
from tocsin.schemas.article import Article
from tocsin.schemas.dead_letter import DeadLetter, Reason
from tocsin.services.detector.messages.dead_letters import (
    MOST_VALUE_BYTES,
    MessageOrigin,
    dead_letter,
)
from tocsin.services.detector.messages.validation import Dropped, admit

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
LIMITS = AdmissionLimits(max_bytes=10_000, future_allowance=timedelta(days=1))
ARTICLE = {
    "id": "wire-1",
    "source": "Border Wire",
    "text": "1,037 soldiers crossed.",
    "published_at": "2026-03-03T09:00:00Z",
}


def payload(**changes: object) -> bytes:
    return json.dumps({**ARTICLE, **changes}).encode()


def test_an_article_is_admitted_and_unknown_fields_are_tolerated() -> None:
    admitted = admit(payload(tomorrow="new field"), NOW, LIMITS)

    assert isinstance(admitted, Article)
    assert admitted.source == "Border Wire"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, Reason.NULL_VALUE),
        (b"", Reason.NOT_JSON),
        (b"\xff\xfe\x00", Reason.NOT_JSON),
        (payload()[:-5], Reason.NOT_JSON),
        (b"[]", Reason.WRONG_SHAPE),
        (b'{"id": "wire-1"}', Reason.WRONG_SHAPE),
        (payload(published_at="yesterday"), Reason.WRONG_SHAPE),
        (payload(id=""), Reason.WRONG_SHAPE),
        (payload(text=" \n\t"), Reason.NO_TEXT),
        (payload(text="x" * 20_000), Reason.TOO_BIG),
        (payload(published_at="2026-03-05T09:00:00Z"), Reason.FUTURE_TIMESTAMP),
        (payload(published_at="9999-12-31T23:59:59Z"), Reason.FUTURE_TIMESTAMP),
        (payload(published_at="9999-12-31T23:59:59-12:00"), Reason.WRONG_SHAPE),
        (payload(published_at="0001-01-01T00:00:00+12:00"), Reason.WRONG_SHAPE),
        (payload(source="Border\0Wire"), Reason.WRONG_SHAPE),
        (b"[" * 9_000, Reason.NOT_JSON),
    ],
)
def test_what_cannot_be_used_is_dropped_with_the_right_reason(
    value: bytes | None, reason: Reason
) -> None:
    dropped = admit(value, NOW, LIMITS)

    assert isinstance(dropped, Dropped)
    assert dropped.reason is reason


def test_a_clock_that_is_a_little_ahead_is_forgiven() -> None:
    admitted = admit(payload(published_at="2026-03-04T09:00:00Z"), NOW, LIMITS)

    assert isinstance(admitted, Article)
    assert admitted.published_at == datetime(2026, 3, 4, 9, tzinfo=UTC)


@given(st.binary(max_size=300))
def test_any_bytes_give_an_article_or_a_reason(value: bytes) -> None:
    assert isinstance(admit(value, NOW, LIMITS), Article | Dropped)


@given(st.binary(max_size=500), st.binary(max_size=3_000) | st.none(), st.text(max_size=4_000))
def test_any_dead_letter_reads_back_with_its_bytes(
    value: bytes, key: bytes | None, detail: str
) -> None:
    origin = MessageOrigin("tocsin.articles", 1, 7, NOW, key, value)

    letter = DeadLetter.read(dead_letter(origin, Dropped(Reason.NOT_JSON, detail)).write())

    assert letter.value == value
    assert not letter.truncated


def test_a_very_large_message_is_cut_and_says_so() -> None:
    origin = MessageOrigin("tocsin.articles", 1, 7, NOW, None, b"x" * (3 * MOST_VALUE_BYTES))

    letter = dead_letter(origin, Dropped(Reason.TOO_BIG, "too big"))

    assert letter.truncated
    assert letter.value_bytes == 3 * MOST_VALUE_BYTES
    assert len(letter.write()) < 4 * 1024 * 1024
