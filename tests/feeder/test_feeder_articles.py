"""One raw line → a message or what is wrong with it."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tocsin.schemas.admission import AdmissionLimits
from tocsin.schemas.article import Article
from tocsin.services.feeder.articles import to_message
from tocsin.services.feeder.noticed import Notice
from tocsin.services.feeder.records import ArticleMessage, BadLine, InputPosition, RawArticle

MOST_BYTES = 10_000
NOW = datetime(2024, 5, 2, tzinfo=UTC)
GOOD = {"id": "a-1", "text": "Rain.", "published_at": "2024-05-01T10:00:00Z", "source": "Gazette"}


def convert(payload: bytes, most_bytes: int = MOST_BYTES) -> ArticleMessage | BadLine:
    limits = AdmissionLimits(most_bytes, timedelta(days=1))
    return to_message(RawArticle(InputPosition("wire.jsonl", 17), payload), limits, NOW)


def told(**changes: object) -> str:
    """Return what is told of the good article with some changes; None takes a key away."""
    article = {name: value for name, value in {**GOOD, **changes}.items() if value is not None}
    outcome = convert(json.dumps(article).encode())
    assert isinstance(outcome, BadLine)
    return str(outcome)


def test_a_good_article_becomes_a_message_keyed_by_its_id() -> None:
    message = convert(json.dumps(GOOD).encode())

    assert isinstance(message, ArticleMessage)
    assert message.key == b"a-1"
    assert Article.read(message.value).published_at == datetime(2024, 5, 1, 10, tzinfo=UTC)
    assert dict(message.headers) == {
        "ce_specversion": b"1.0",
        "ce_id": b"a-1",
        "ce_source": b"/tocsin/feeder",
        "ce_type": b"io.tocsin.article.v1",
        "ce_time": b"2024-05-01T10:00:00Z",
        "content-type": b"application/json",
    }


def test_unknown_keys_are_left_out() -> None:
    message = convert(json.dumps({**GOOD, "html": "<p>", "tags": [1]}).encode())

    assert isinstance(message, ArticleMessage)
    assert b"html" not in message.value
    assert b"tags" not in message.value


def test_a_missing_field_is_reported_with_file_line_and_what_is_wanted() -> None:
    assert told(source=None) == (
        "wire.jsonl:17: source: missing; wanted: The outlet, as people call it"
    )


def test_a_wrong_date_is_reported_with_the_form_that_is_wanted() -> None:
    problem = told(published_at="yesterday")

    assert problem.startswith("wire.jsonl:17: published_at: ")
    assert problem.endswith("; wanted: Publication, ISO 8601")


def test_several_problems_of_one_line_stand_on_one_line() -> None:
    problem = told(id="", text=7)

    assert "id: " in problem
    assert "text: " in problem
    assert "\n" not in problem


def test_json_that_ends_early_is_reported_with_the_column() -> None:
    outcome = convert(b'{"id": "a-1", "text": "Ra')

    assert isinstance(outcome, BadLine)
    assert outcome.problem == "not JSON: EOF while parsing a string at column 25"


@pytest.mark.parametrize("payload", [b"[1]", b"null", b'"text"', b"7"])
def test_json_that_is_not_an_object_is_reported_so(payload: bytes) -> None:
    outcome = convert(payload)

    assert isinstance(outcome, BadLine)
    assert outcome.problem == "not a JSON object"


def test_an_article_that_is_too_big_is_reported_with_the_limit_and_its_setting() -> None:
    outcome = convert(json.dumps({**GOOD, "text": "x" * 300}).encode(), most_bytes=200)

    assert isinstance(outcome, BadLine)
    assert "at most 200 are read (TOCSIN_MAX_ARTICLE_BYTES)" in outcome.problem


@given(st.binary(max_size=300))
@example(b'{"id": "\\ud800", "text": "", "published_at": 0, "source": "s"}')
@example(b"[" * 5000)
@example(b"9" * 5000)
@example(b"\xff\xfe{\x00")
def test_no_bytes_whatever_break_the_line_parser(payload: bytes) -> None:
    outcome = convert(payload)

    assert isinstance(outcome, ArticleMessage | BadLine)
    assert "\n" not in str(outcome) or isinstance(outcome, ArticleMessage)


# in UTC too they must lie on the calendar
moments = st.datetimes(
    datetime(1, 1, 2),  # noqa: DTZ001 - the zone is drawn
    datetime(2024, 5, 1),  # noqa: DTZ001 - the same
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))]),
)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
articles = st.builds(
    Article,
    id=words.filter(bool),
    text=words.filter(str.strip),
    title=st.none() | words,
    published_at=moments,
    source=words.filter(bool),
)


@given(articles, st.dictionaries(words, st.none() | words | st.integers()))
def test_every_legal_article_arrives_as_it_was(
    article: Article, unknown: dict[str, object]
) -> None:
    payload = json.dumps({**unknown, **article.model_dump(mode="json")}).encode()

    message = convert(payload)

    assert isinstance(message, ArticleMessage)
    assert Article.read(message.value) == article
    assert message.key == article.id.encode()


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"text": ""}, "the text is empty"),
        ({"text": " \n\u00a0\t"}, "the text is empty"),
        ({"published_at": "2024-05-03T00:00:01Z"}, "lies in the future"),
        ({"published_at": "2071-01-01"}, "lies in the future"),
        ({"published_at": 9_999_999_999}, "lies in the future"),
    ],
)
def test_what_the_detector_would_refuse_is_reported(
    changes: dict[str, object], wanted: str
) -> None:
    assert wanted in told(**changes)


@pytest.mark.parametrize(
    ("published_at", "expected"),
    [
        ("2024-05-01T10:00:00Z", set()),
        ("2024-05-01T10:00:00+05:30", set()),
        ("2024-05-01 10:00 -0700", set()),
        ("2024-05-01", set()),
        ("20240501", set()),
        ("2024-05-01T10:00:00", {Notice.NO_ZONE}),
        ("2024-05-01 10:00", {Notice.NO_ZONE}),
        ("2024-05-01T10:00:00.123", {Notice.NO_ZONE}),
        (1_714_557_600, {Notice.NUMBER}),
        ("1714557600", {Notice.NUMBER}),
        (1_714_557_600_000, {Notice.NUMBER}),
        (1_714_557_600.5, {Notice.NUMBER}),
        ("2024-04-28T10:00:00Z", {Notice.OLD}),
        ("2019-01-01T10:00:00", {Notice.OLD, Notice.NO_ZONE}),
        (7, {Notice.OLD, Notice.NUMBER}),
    ],
)
def test_a_time_that_is_guessed_or_too_old_to_ring_is_noticed(
    published_at: object, expected: set[Notice]
) -> None:
    message = convert(json.dumps({**GOOD, "published_at": published_at}).encode())

    assert isinstance(message, ArticleMessage)
    assert message.notices == expected


def test_a_text_that_speaks_of_times_is_not_taken_for_one() -> None:
    text = '{"published_at": "2024-05-01T10:00:00"} and "published_at": 7'
    message = convert(json.dumps({**GOOD, "text": text}).encode())

    assert isinstance(message, ArticleMessage)
    assert message.notices == set()
