import json

import pytest
from watcher.alert_cases import alert

from tocsin.schemas.alert import Alert
from tocsin.services.runtime.messages import (
    MOST_TOLD,
    Malformed,
    MalformedMessages,
    alert_of,
    control_of,
)


def test_an_alert_is_read_with_words_of_a_newer_version() -> None:
    payload = json.dumps({**json.loads(alert("a").write()), "severity": "Catastrophic"})

    read = alert_of(payload.encode())

    assert isinstance(read, Alert)
    assert read.severity == "Catastrophic"


def test_a_message_without_a_value_is_one_that_was_deleted() -> None:
    assert alert_of(None) is None
    assert control_of(None) is None


@pytest.mark.parametrize("value", [b"", b"junk", b"[]", b"{}", b'{"id": "a"}', b"\xff\xfe"])
def test_what_is_not_an_alert_and_no_control_is_a_value_that_says_why(value: bytes) -> None:
    read, said = alert_of(value), control_of(value)

    assert isinstance(read, Malformed)
    assert read.fault.startswith("no alert: ")
    assert isinstance(said, Malformed)
    assert said.fault.startswith("no control: ")


def test_what_a_malformed_message_holds_acts_on_no_terminal() -> None:
    hostile = {**json.loads(alert("a").write()), "sources": [{"\x1b[31mred\n": 1}]}

    read = alert_of(json.dumps(hostile).encode())

    assert isinstance(read, Malformed)
    assert read.fault.isprintable()


def test_all_malformed_messages_are_counted_and_the_first_are_described() -> None:
    lines: list[str] = []
    counted: list[None] = []
    malformed = MalformedMessages(lines.append, lambda: counted.append(None))

    for offset in range(MOST_TOLD + 5):
        malformed.take(f"alerts[0]@{offset}", Malformed("no alert: payload: not JSON"))

    assert malformed.seen == len(counted) == MOST_TOLD + 5
    assert len(lines) == MOST_TOLD
    assert lines[0] == "alerts[0]@0: no alert: payload: not JSON"
