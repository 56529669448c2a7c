"""A day of outlets in seconds: what they are like, the feeder is polite and misses nothing."""

from pathlib import Path
from statistics import mean

import pytest
from kafka_records import consume_until
from recorded_day.arrived import by_story, missing, repeated
from recorded_day.outlets import DAY, HOUR, Trouble, outlets
from recorded_day.politeness import Request, judge
from recorded_day.replay import replay, settings_for

from tocsin.schemas.article import Article
from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics

COUNT = 20
SECONDS = 20.0
"""Of which the processes that parse take two or three to begin on a busy machine."""


@pytest.mark.kafka
def test_a_day_of_outlets_is_taken_politely_whole_and_once(
    settings: Settings, tmp_path: Path
) -> None:
    live = settings_for(settings, tmp_path)
    ensure_topics(live)

    day = replay(live, tmp_path, COUNT, SECONDS)

    assert day.polite.faults == []
    assert day.polite.looks > 10 * COUNT
    answers = day.polite.answers
    usual = {"fetched", "not_modified", "redirect"}
    assert usual | {"busy", "status", "gone", "unreachable", "timeout"} <= set(answers)
    # its log is whole: what the outlets were asked for stands there
    answered = day.polite.requests - answers["unreachable"] - answers["timeout"]
    assert 0 <= day.served - answered <= live.fetch_concurrency  # those in the last moment
    sent = day.ledger["fed"] + day.ledger["revised"]
    found = consume_until(
        live.bootstrap_servers, live.topic(Topic.ARTICLES), lambda records: len(records) >= sent
    )
    assert len(found) == sent
    arrived = by_story(Article.read(record.value) for record in found)
    assert missing(day.outlets, arrived, DAY - 7 * HOUR) == []
    assert repeated(arrived) == []
    # the first quarter warms up
    assert mean(day.memory[-24:]) < 1.3 * mean(day.memory[24:48])


def test_a_day_is_the_same_each_time_and_has_all_troubles() -> None:
    assert outlets(COUNT) == outlets(COUNT)
    assert {one.trouble for one in outlets(COUNT)} == set(Trouble)


def test_what_is_not_polite_is_found() -> None:
    day = outlets(COUNT)
    busy = next(one for one in day if one.trouble is Trouble.BUSY)
    calm = next(one for one in day if one.number == 0)
    requests = [
        Request(busy.host, "/feed", 0.0, 1.0, "busy"),
        Request(busy.host, "/stories/1", 1.5, 2.0, "fetched"),
        Request(calm.host, "/feed", 10.0, 11.0, "fetched"),
        Request(calm.host, "/robots.txt", 12.0, 13.0, "fetched"),
        Request(calm.host, "/closed/1", 14.0, 15.0, "fetched"),
        Request(calm.host, "/feed", 100.0, 101.0, "fetched"),
    ]

    found = judge(requests, day, pause=1.0, least=300.0, usual=900.0)

    assert len(found.overlapping) == 1
    assert len(found.not_left_alone) == 1
    assert len(found.too_soon) == 1
    assert len(found.against_robots) == 2
