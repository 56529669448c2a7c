"""People say something with the command line; running detectors do it."""

import signal
from pathlib import Path

import pytest
from detector.crossings import crossings
from detector_process import detector, eventually
from kafka_records import consume_until, produce
from tocsin_command import run

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

pytestmark = pytest.mark.kafka


def test_silences_verdicts_and_retractions_are_obeyed_and_outlive_a_kill_9(
    settings: Settings, tmp_path: Path
) -> None:
    settings = settings.model_copy(update={"session_timeout": 3.0})
    ensure_topics(settings)
    where, articles = settings.bootstrap_servers, settings.topic(Topic.ARTICLES)
    alerts = settings.topic(Topic.ALERTS)
    loud = list(crossings(3, loud_every=1))

    added = run(settings, ["silence", "add", "--type", "border_crossing", "--until", "2d"])
    silence = added.stdout.strip()
    assert added.returncode == 0, added.stderr
    with detector(settings, tmp_path) as first:
        first.wait_ready()
        produce(where, articles, loud[:1])
        records = consume_until(where, alerts, bool)
        assert Alert.read(records[0].value).silenced_by == silence
        eventually(
            lambda: "tocsin_alerts_silenced_total{" in first.get("/metrics")[1] or None, 15, "count"
        )
        first.send(signal.SIGKILL)
        first.ended()

    seen = run(settings, ["watch", "--from-beginning", "--until-idle", "2", "--format", "jsonl"])
    assert (seen.returncode, seen.stdout) == (0, "")
    assert silence in run(settings, ["silence", "list"]).stdout
    with detector(settings, tmp_path) as second:
        second.wait_ready()
        produce(where, articles, loud[1:2])
        records = consume_until(where, alerts, lambda records: len(records) >= 2)
        assert Alert.read(records[1].value).silenced_by == silence
        assert run(settings, ["silence", "expire", silence]).returncode == 0
        eventually(lambda: _rings(settings, loud[2]), 40, "an alert that is not silenced")

        rung = Alert.read(records[0].value)
        back = run(settings, ["retract", rung.id, "--comment", "Staged.", "--author", "desk"])
        assert back.returncode == 0, back.stderr
        again = run(settings, ["retract", rung.id])
        assert "already" in again.stdout

        said = run(settings, ["verdict", rung.id, "false", "--author", "desk"])
        assert said.returncode == 0, said.stderr
        said = run(settings, ["verdict", rung.id, "true", "--author", "desk"])
        assert said.returncode == 0, said.stderr
        counted = f'tocsin_verdicts{{finding="true",rule="{rung.rule_id}"}} 1.0'
        eventually(lambda: counted in second.get("/metrics")[1] or None, 15, "the newest verdict")
        assert 'finding="false",rule="border-crossing-troops"} 0.0' in second.get("/metrics")[1]

    # after the kill -9 a revision may have come again, byte for byte
    distinct = dict.fromkeys(
        one.value for one in consume_until(where, alerts, bool) if one.key == rung.id.encode()
    )
    of_it = [Alert.read(value) for value in distinct]
    assert [one.kind for one in of_it] == [AlertKind.INITIAL, AlertKind.RETRACTION]
    assert of_it[-1].why.endswith("taken back by desk: Staged.")


def _rings(settings: Settings, article: tuple[bytes, bytes]) -> bool | None:
    """Feed an article once, and tell whether an alert came that is not silenced."""
    where = settings.bootstrap_servers
    produce(where, settings.topic(Topic.ARTICLES), [article])
    records = consume_until(where, settings.topic(Topic.ALERTS), lambda found: len(found) >= 3)
    return any(Alert.read(one.value).silenced_by is None for one in records) or None
