"""Watching a real topic, as a Python iterator and as a command."""

import json
import os
import pty
import re
import signal
import subprocess
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from detector_process import eventually
from kafka import KafkaProducer
from stories.alerts_of_a_story import injured, killed
from tocsin_command import command, environment, run
from watcher.alert_cases import alert

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.area import CountryOnly
from tocsin.schemas.cloudevents import alert_headers
from tocsin.schemas.report import Place
from tocsin.schemas.topics import Topic
from tocsin.schemas.vocabulary import EventType, Severity
from tocsin.services.broker.embedded import EmbeddedKafka
from tocsin.services.broker.ports import free_port
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics
from tocsin.services.watcher import watch

pytestmark = pytest.mark.kafka


def ring(settings: Settings, alerts: Iterable[Alert | bytes | None]) -> None:
    """Put alerts, or other bytes, on the alert topic and wait for the broker's confirmation."""
    producer = KafkaProducer(bootstrap_servers=settings.bootstrap_servers)
    topic = settings.topic(Topic.ALERTS)
    try:
        for one in alerts:
            if isinstance(one, Alert):
                headers = alert_headers(one)
                sent = producer.send(topic, one.write(), one.id.encode(), headers=headers)
            else:
                sent = producer.send(topic, one, b"other")
            sent.get(timeout=30)
    finally:
        producer.close()


@pytest.fixture
def town(settings: Settings) -> Settings:
    """Settings whose topics exist."""
    ensure_topics(settings)
    return settings


def seen(settings: Settings, *options: str) -> list[str]:
    """Return the ids and revisions that `tocsin watch` prints as JSON Lines until it is idle."""
    done = run(settings, ["watch", "--format", "jsonl", "--until-idle", "1.5", *options])
    assert done.returncode == 0, done.stderr
    read = (json.loads(line) for line in done.stdout.splitlines())
    return [f"{one['id']}/{one['revision']}" for one in read]


def test_from_the_beginning_each_revision_comes_once_and_in_its_order(town: Settings) -> None:
    first, second = alert("a"), alert("a", revision=2)
    ring(town, [first, first, second, first, alert("b"), second])

    with watch(town, since="beginning", until_idle=1.5) as alerts:
        found = [(one.id, one.revision) for one in alerts]

    assert sorted(found) == [("a", 1), ("a", 2), ("b", 1)]
    assert found.index(("a", 1)) < found.index(("a", 2))


def test_from_now_nothing_before_is_shown_and_nothing_after_is_missed(town: Settings) -> None:
    ring(town, [alert("before")])

    with watch(town) as alerts:
        ring(town, [alert("after")])  # before the first one is asked for
        assert next(alerts).id == "after"


def test_since_a_time_begins_with_the_first_alert_of_that_time(town: Settings) -> None:
    ring(town, [alert(name) for name in "abc"])
    time.sleep(0.05)  # Kafka's time has milliseconds: the two must differ
    middle = datetime.now(UTC)
    ring(town, [alert(name) for name in "def"])

    with watch(town, since=middle, until_idle=1.5) as alerts:
        assert {one.id for one in alerts} == {"d", "e", "f"}
    assert sorted(seen(town, "--since", "1h")) == [f"{name}/1" for name in "abcdef"]


def test_any_number_can_watch_the_same_alerts(town: Settings) -> None:
    ring(town, [alert("a")])

    with watch(town, since="beginning") as one, watch(town, since="beginning") as other:
        assert next(one) == next(other)


def test_the_filters_of_the_iterator_are_those_of_the_command(town: Settings) -> None:
    ring(
        town,
        [
            alert("crossing"),
            alert("protest", event_type=EventType.PROTEST, country="SDN", from_country=None),
            alert("extreme", severity=Severity.EXTREME),
            alert("minor", severity=Severity.MINOR),
        ],
    )

    with watch(town, since="beginning", severity=Severity.EXTREME, until_idle=1.5) as alerts:
        assert [one.id for one in alerts] == ["extreme"]
    assert seen(town, "--from-beginning", "--severity", "extreme") == ["extreme/1"]
    assert seen(town, "--from-beginning", "--type", "protest") == ["protest/1"]
    assert seen(town, "--from-beginning", "--country", "Sudan") == ["protest/1"]
    assert len(seen(town, "--from-beginning", "--country", "THA", "--country", "SDN")) == 4


def test_kinds_choose_revisions(town: Settings) -> None:
    ring(town, [alert("a"), alert("a", revision=2, kind=AlertKind.EXPIRED), alert("b")])

    assert seen(town, "--from-beginning", "--kind", "Expired") == ["a/2"]
    assert len(seen(town, "--from-beginning", "--kind", "initial", "--kind", "expired")) == 3


def test_areas_choose_places_and_say_where_only_the_country_is_known(
    town: Settings, tmp_path: Path
) -> None:
    square = [[[98, 16], [98, 17], [99, 17], [99, 16], [98, 16]]]
    own = {"type": "Feature", "properties": {"name": "The border"}, "geometry": None}
    file = tmp_path / "border.geojson"
    file.write_text(json.dumps({**own, "geometry": {"type": "Polygon", "coordinates": square}}))
    place = {"name": "Mae Sot", "country": "THA", "latitude": 16.71, "longitude": 98.57}
    there = alert("there", place=Place.model_validate({**place, "resolution": "city"}))
    somewhere = alert("somewhere", place=Place.model_validate({**place, "resolution": "country"}))
    elsewhere = Place.model_validate(
        {**place, "resolution": "city", "latitude": 13.75, "longitude": 100.5}
    )
    ring(town, [there, somewhere, alert("elsewhere", place=elsewhere)])

    for area in ("circle:16.71,98.57,20", "box:16,98,17,99", str(file)):
        options = ["--from-beginning", "--area", area]
        assert sorted(seen(town, *options)) == ["somewhere/1", "there/1"]
        assert seen(town, *options, "--country-only", "out") == ["there/1"]
    marked = run(town, ["watch", *options, "--until-idle", "1.5"]).stdout
    assert marked.count("(may lie outside The border)") == 1
    lines = run(town, ["watch", *options, "--until-idle", "1.5", "--format", "jsonl"]).stdout
    unsure = [one["id"] for one in map(json.loads, lines.splitlines()) if one.get("area_unsure")]
    assert unsure == ["somewhere"]
    named = town.model_copy(update={"areas": file, "area_country_only": CountryOnly.OUT})
    assert seen(named, "--from-beginning", "--area", "the border") == ["there/1"]
    with watch(named, since="beginning", areas=["The border"], until_idle=1.5) as alerts:
        assert [one.id for one in alerts] == ["there"]


def test_an_area_that_is_invalid_ends_it_before_kafka_is_asked(settings: Settings) -> None:
    done = run(settings, ["watch", "--area", "Sahell"])

    assert done.returncode == ExitStatus.MISUSE
    assert "area 'Sahell': no such area; near it: Sahel" in done.stderr


def test_a_group_goes_on_where_it_was(town: Settings) -> None:
    assert seen(town, "--group", "desk") == []  # its first time: from now on
    ring(town, [alert(name) for name in "abc"])

    assert sorted(seen(town, "--group", "desk", "--count", "2")) != []
    rest = seen(town, "--group", "desk")
    assert len(rest) == 1
    assert seen(town, "--group", "desk") == []
    # another subscriber has a place of its own
    assert len(seen(town, "--group", "other", "--from-beginning")) == 3
    ring(town, [alert("d")])
    assert seen(town, "--group", "desk") == ["d/1"]
    assert seen(town, "--group", "other") == ["d/1"]


def test_what_a_group_does_not_want_does_not_come_later(town: Settings) -> None:
    ring(town, [alert("minor", severity=Severity.MINOR), alert("extreme", severity="Extreme")])

    options = ["--group", "grave", "--severity", "Extreme"]
    assert seen(town, *options, "--from-beginning") == ["extreme/1"]
    assert seen(town, "--group", "grave") == []


def test_what_a_killed_member_of_a_group_has_not_shown_comes_again(town: Settings) -> None:
    assert seen(town, "--group", "desk") == []
    ring(town, [alert("a"), alert("b")])
    alerts = watch(town, group="desk")
    first = next(alerts)
    with pytest.raises(RuntimeError), alerts:
        raise RuntimeError  # before it was dealt with

    assert sorted(seen(town, "--group", "desk")) == ["a/1", "b/1"]
    assert first.id in {"a", "b"}


def test_a_template_makes_a_line_of_each_alert(town: Settings) -> None:
    ring(town, [alert("a")])
    options = ["watch", "--from-beginning", "--until-idle", "1.5", "--format"]

    done = run(town, [*options, r"{severity:<8}|{figure}\t{before.severity}|{url}"])

    assert done.stdout == "Severe  |at least 1,000\t|https://gazette.example/1\n"
    wrong = run(town, [*options, "{severty}"])
    assert wrong.returncode == ExitStatus.MISUSE
    assert "no field 'severty'; near it: severity" in wrong.stderr


def test_an_alert_of_a_story_already_shown_says_so(town: Settings) -> None:
    ring(town, [killed(), injured()])

    done = run(town, ["watch", "--from-beginning", "--count", "2"])

    first, second = done.stdout.split("\n\n")[:2]
    assert "Of a story shown before" not in first
    assert "Of a story shown before: Bus crash, Minya, Egypt: 21 killed, 164 injured" in second


def test_by_story_a_further_measure_is_shown_with_the_whole_story(town: Settings) -> None:
    ring(town, [killed(), injured()])

    done = run(town, ["watch", "--from-beginning", "--count", "2", "--by-story"])

    _, second = done.stdout.split("\n\n")[:2]  # the partitions come in any order
    assert second.startswith(" SEVERE  Bus crash, Minya, Egypt: 21 killed, 164 injured\n")
    assert re.search("The news of this story: (21 killed|164 injured)\n", second)


def test_programs_get_the_alerts_of_a_story_as_they_are(town: Settings) -> None:
    told = [killed(), injured()]
    ring(town, told)

    done = run(town, ["watch", "--format", "jsonl", "--from-beginning", "--count", "2"])
    refused = run(town, ["watch", "--format", "jsonl", "--by-story"])

    assert sorted(done.stdout.splitlines()) == sorted(one.write().decode() for one in told)
    assert refused.returncode == 2
    assert "story_id" in refused.stderr


def test_what_is_not_an_alert_is_reported_and_counted_and_the_rest_goes_on(town: Settings) -> None:
    ring(town, [b"junk", alert("a"), None, b'{"id": "x"}'])
    told: list[str] = []

    done = run(town, ["watch", "--from-beginning", "--until-idle", "1.5", "--format", "jsonl"])
    *told, ended = done.stderr.splitlines()

    assert ended == "ended: nothing new for 1.5 s (--until-idle); 1 alert shown"
    assert len(done.stdout.splitlines()) == 1
    assert len(told) == 2
    assert all(f"{town.topic(Topic.ALERTS)}[" in line and "no alert" in line for line in told)
    assert done.returncode == 0


def test_count_ends_it_and_too_few_are_status_1(town: Settings) -> None:
    ring(town, [alert(name) for name in "abc"])

    enough = run(town, ["watch", "--from-beginning", "--format", "jsonl", "--count", "2"])
    short = run(town, ["watch", "--from-beginning", "--count", "9", "--until-idle", "1"])

    assert len(enough.stdout.splitlines()) == 2
    assert enough.returncode == 0
    assert enough.stderr == "ended: 2 alerts shown (--count 2)\n"
    assert short.returncode == ExitStatus.INCOMPLETE
    assert short.stderr == (
        "ended: nothing new for 1 s (--until-idle); 3 alerts shown of the 9 that --count asks for\n"
    )


def test_in_a_pipe_it_is_without_colour_and_on_a_terminal_with_it(town: Settings) -> None:
    ring(town, [alert("a")])
    arguments = ["watch", "--from-beginning", "--count", "1"]
    plain = run(town, arguments)
    ours, theirs = pty.openpty()

    process = subprocess.Popen(
        command(*arguments), env={**environment(town), "TERM": "xterm"}, stdout=theirs
    )
    os.close(theirs)
    status = process.wait(30)
    drawn = os.read(ours, 1 << 16).decode()
    os.close(ours)

    assert "SEVERE" in plain.stdout
    assert "\x1b" not in plain.stdout
    assert "\x1b[" in drawn
    assert status == 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_with_status_0_and_no_word(town: Settings, how: signal.Signals) -> None:
    process = subprocess.Popen(
        command("watch", "--from-beginning", "--format", "jsonl"),
        env=environment(town),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    ring(town, [alert("a")])
    assert process.stdout.readline()  # it is at work

    process.send_signal(how)
    _, error = process.communicate(timeout=20)

    assert (process.returncode, error) == (0, b"")


def test_a_pipe_that_nobody_reads_any_more_ends_it_with_status_0(town: Settings) -> None:
    ring(town, [alert("a"), alert("b")])
    process = subprocess.Popen(
        command("watch", "--from-beginning", "--format", "jsonl"),
        env=environment(town),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    process.stdout.close()

    def ended() -> int | None:
        ring(town, [alert(f"more-{time.monotonic_ns()}")])
        return process.poll()

    assert eventually(ended, 20, "it ends when it writes again") == 0
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()


def test_it_survives_a_restart_of_the_broker(tmp_path: Path) -> None:
    port = free_port("127.0.0.1")
    broker = EmbeddedKafka(tmp_path / "kafka", cache_dir=Settings.load().cache_dir, port=port)
    with broker:
        settings = Settings.load(bootstrap_servers=broker.bootstrap_servers)
        ensure_topics(settings)
        alerts = watch(settings, since="beginning")
        ring(settings, [alert("before")])
        assert next(alerts).id == "before"
    with broker:
        ring(settings, [alert("after")])
        assert next(alerts).id == "after"
        alerts.close()


def test_a_closed_watch_has_no_more_alerts(town: Settings) -> None:
    ring(town, [alert("a")])
    alerts = watch(town, since="beginning")
    alerts.close()
    alerts.close()

    assert list(alerts) == []


def test_without_the_topic_it_says_how_to_make_it(settings: Settings) -> None:
    impatient = settings.model_copy(update={"broker_wait": 1.0})

    with pytest.raises(Problem, match="tocsin topics") as told:
        watch(impatient)

    assert told.value.status is ExitStatus.UNAVAILABLE


def test_from_beginning_and_since_exclude_each_other(settings: Settings) -> None:
    done = run(settings, ["watch", "--from-beginning", "--since", "2h"])

    assert done.returncode == ExitStatus.MISUSE
    assert done.stderr == "tocsin: --from-beginning and --since exclude each other; give one\n"
