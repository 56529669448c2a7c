from datetime import UTC, datetime

import pytest
from kafka_records import consume_until

from tocsin.schemas.control import CONTROL, Silence
from tocsin.schemas.topics import Topic
from tocsin.schemas.vocabulary import EventType
from tocsin.services.controls.publishing import publish
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

SILENCE = Silence(
    id="exercise",
    event_type=EventType.MOBILIZATION,
    since=datetime(2026, 3, 9, tzinfo=UTC),
    until=datetime(2026, 3, 16, tzinfo=UTC),
    author="desk",
)


@pytest.mark.kafka
def test_a_control_that_was_published_is_on_its_topic_with_its_id_as_key(
    settings: Settings,
) -> None:
    ensure_topics(settings)

    publish(settings, SILENCE)

    (record,) = consume_until(settings.bootstrap_servers, settings.topic(Topic.CONTROLS), bool)
    assert record.key == b"exercise"
    assert CONTROL.validate_json(record.value) == SILENCE
    assert dict(record.headers)["ce_type"] == b"io.tocsin.control.v1"
