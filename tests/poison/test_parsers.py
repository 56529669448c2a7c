"""Every parser, given anything: a value, or just the error that it declares."""

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from examples import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from tocsin.schemas.admission import AdmissionLimits
from tocsin.schemas.alert import Alert
from tocsin.schemas.article import Article, ArticleText, Moment
from tocsin.schemas.control import CONTROL
from tocsin.schemas.dead_letter import MOST_REDRIVES, DeadLetter, Reason, read_trail
from tocsin.schemas.fields.duration import Duration, in_words
from tocsin.schemas.report import Report
from tocsin.services.dead_letters.choice import source_of
from tocsin.services.detector.messages.dead_letters import MessageOrigin, dead_letter
from tocsin.services.detector.messages.validation import Dropped, admit
from tocsin.services.evaluation.labels import BadRow, parse_row
from tocsin.services.judging.state.clock import EventClock
from tocsin.services.judging.state.slot_state import SlotState
from tocsin.services.problem import Problem
from tocsin.services.reading.language import is_english
from tocsin.services.rules.files import read_rules
from tocsin.services.subscription.start import FromBeginning, FromTime, parse_start

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[2] / "schemas" / "json"

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner),
    max_leaves=12,
)


def altered(example: str) -> st.SearchStrategy[bytes]:
    """Draw the example of a contract with anything in some of its fields."""
    good = json.loads((EXAMPLES / f"{example}.example.json").read_text())
    fields = st.dictionaries(st.sampled_from(sorted(good)), anything, max_size=3)
    return fields.map(lambda some: json.dumps({**good, **some}).encode())


@pytest.mark.parametrize(
    ("contract", "example"),
    [
        (Article, "article"),
        (Report, "report"),
        (Alert, "alert"),
        (DeadLetter, "dead-letter"),
        (CONTROL, "control"),
    ],
)
@given(data=st.data())
def test_a_contract_reads_or_says_what_is_wrong_and_writes_what_it_read(
    contract: type[BaseModel] | TypeAdapter[BaseModel], example: str, data: st.DataObject
) -> None:
    payload = data.draw(st.binary(max_size=200) | altered(example))
    read = contract.validate_json if isinstance(contract, TypeAdapter) else contract.read
    try:
        message = read(payload)
    except ValidationError:
        return
    assert read(message.model_dump_json()) == message


@given(st.binary(max_size=200) | altered("article"))
def test_the_door_admits_an_article_or_names_a_reason(payload: bytes) -> None:
    admitted = admit(payload, NOW, AdmissionLimits(10_000, NOW - NOW))

    assert isinstance(admitted, Article | Dropped)
    if isinstance(admitted, Article):
        assert admitted.published_at <= NOW
        assert "\0" not in admitted.text


@given(st.binary(max_size=400))
def test_a_trail_is_ours_and_short_or_none(header: bytes) -> None:
    assert len(read_trail(header)) <= MOST_REDRIVES


@given(st.lists(st.from_regex(r"[a-z.-]{1,20}-[0-9]{1,3}-[0-9]{1,9}", fullmatch=True), max_size=6))
def test_a_trail_that_we_wrote_reads_back(addresses: list[str]) -> None:
    fits = 1 <= len(addresses) <= MOST_REDRIVES

    assert read_trail(",".join(addresses).encode()) == (tuple(addresses) if fits else ())


@given(st.binary(max_size=300) | altered("article"))
def test_the_source_of_any_dead_letter_is_a_name_or_unknown(value: bytes) -> None:
    origin = MessageOrigin("t", 0, 0, None, None, value)

    source = source_of(dead_letter(origin, Dropped(Reason.NOT_JSON, "")))

    assert source is None or isinstance(source, str)


@given(st.text(max_size=30) | st.from_regex(r"\d{1,12}[smhdw]{1,3}"))
def test_a_start_is_a_time_or_a_problem(since: str) -> None:
    try:
        start = parse_start(since, NOW)
    except Problem:
        return
    assert start == FromBeginning() or (isinstance(start, FromTime) and start.moment <= NOW)


@given(st.datetimes(timezones=st.none() | st.timezones()) | anything)
def test_a_moment_has_a_zone_and_a_time_in_utc(value: object) -> None:
    try:
        moment = TypeAdapter(Moment).validate_python(value)
    except ValidationError:
        return
    assert moment.astimezone(UTC).tzinfo is UTC


@given(st.text(max_size=12) | st.from_regex(r"\d{1,15}[mhd]", fullmatch=True) | anything)
def test_a_duration_reads_back_or_is_refused(value: object) -> None:
    durations = TypeAdapter(Duration)
    try:
        span = durations.validate_python(value)
    except ValidationError:
        return
    assert durations.validate_python(in_words(span)) == span


yaml_values = anything.map(json.dumps)


@settings(max_examples=examples(30), deadline=None)
@example(b"=")
@example(b"2026-02-31")
@example(b"? {a: b}\n: c")
@given(
    st.binary(max_size=200) | st.text(max_size=200).map(str.encode) | yaml_values.map(str.encode)
)
def test_any_rule_file_gives_rules_or_faults_with_their_line(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rules.yaml"
        file.write_bytes(content)
        _, faults = read_rules([file])

    assert all(fault.line >= 1 and fault.message for fault in faults)


@given(st.binary(max_size=200) | altered("article"))
def test_a_labelled_row_is_read_or_is_bad(line: bytes) -> None:
    try:
        row = parse_row(line)
    except BadRow:
        return
    assert row.id


@pytest.mark.parametrize("read", [SlotState.read, EventClock.read])
@given(payload=st.binary(max_size=200))
def test_a_state_that_is_damaged_is_reported_and_not_guessed(read: object, payload: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):  # pydantic's error is one
        read(payload)  # type: ignore[operator]


@given(st.text(max_size=200))
def test_any_text_is_english_or_not(text: str) -> None:
    article = ArticleText(id="1", text=text.replace("\0", ""))

    assert is_english(article) in (True, False)
