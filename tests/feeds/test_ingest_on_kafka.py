"""`POST /articles`: whatever scraper people have, each article once."""

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest
from feeds.feeder_process import Feeder, articles
from kafka_records import take_at_most

from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings


@pytest.mark.kafka
def test_posted_articles_are_accepted_when_kafka_has_them_and_each_once(
    live: Settings, tmp_path: Path
) -> None:
    with_token = live.model_copy(update={"ingest_most_bytes": 20_000})
    settings = Settings.load(**{**with_token.model_dump(), "ingest_token": "let-me-in"})
    feeder = Feeder(settings, tmp_path / "log", "--ingest")
    one = {"id": "1", "text": "Rain.", "published_at": "2024-05-01", "source": "Gazette"}
    lines = "".join(f"{json.dumps({**one, 'id': str(number)})}\n" for number in (1, 2, 3)).encode()
    good = {"Authorization": "Bearer let-me-in", "Content_Type": "application/json"}
    try:
        posted = feeder.post(json.dumps(one).encode(), **good)
        again = feeder.post(lines, **{**good, "Content_Type": "application/x-ndjson"})
        changed = feeder.post(json.dumps([{**one, "text": "Snow."}]).encode(), **good)
        refused = {
            401: feeder.post(b"{}", **{**good, "Authorization": "Bearer guess"}),
            415: feeder.post(b"{}", **{**good, "Content_Type": "text/plain"}),
            422: feeder.post(json.dumps([one, {"id": "x"}]).encode(), **good),
            413: feeder.post(b" " * 30_000, **good),
        }
        document = json.loads(feeder.get("/openapi.json"))
    finally:
        feeder.stop()

    assert posted[:2] == (202, {"fed": 1, "revised": 0, "duplicate": 0})
    assert again[:2] == (202, {"fed": 2, "revised": 0, "duplicate": 1})
    assert changed[:2] == (202, {"fed": 0, "revised": 1, "duplicate": 0})
    for status, (code, body, kind) in refused.items():
        assert (code, body["status"]) == (status, status)
        assert kind.startswith("application/problem+json")
    assert refused[422][1]["errors"][0]["article"] == 2
    assert Counter(one.id for one in articles(live, 4)) == {"1": 2, "2": 1, "3": 1}
    assert document["paths"]["/articles"]["post"]["security"]


@pytest.mark.kafka
def test_packed_bodies_are_read_within_the_same_bound_and_guesses_have_to_wait(
    live: Settings, tmp_path: Path
) -> None:
    settings = Settings.load(**{**live.model_dump(), "ingest_token": "let-me-in"})
    feeder = Feeder(settings, tmp_path / "log", "--ingest")
    good = {"Authorization": "Bearer let-me-in", "Content_Type": "application/json"}
    packed = {**good, "Content_Encoding": "gzip"}
    one = {"id": "1", "text": "Rain.", "published_at": "2024-05-01", "source": "Gazette"}
    try:
        taken = feeder.post(gzip.compress(json.dumps(one).encode()), **packed)
        bomb = feeder.post(gzip.compress(bytes(200_000_000), 1), **packed)
        broken = feeder.post(b"not gzip", **packed)
        strange = feeder.post(b"{}", **{**good, "Content_Type": "application/json; charset=x"})
        guesses = [
            feeder.post(b"{}", **{**good, "Authorization": f"Bearer guess-{number}"})[0]
            for number in range(12)
        ]
        memory = most_memory(feeder)
        log = (tmp_path / "log").read_text()
    finally:
        feeder.stop()

    assert taken[:2] == (202, {"fed": 1, "revised": 0, "duplicate": 0})
    assert (bomb[0], broken[0], strange[0]) == (413, 415, 415)
    assert guesses == [401] * 10 + [429] * 2
    assert "wrong_token" in log
    assert "guess-" not in log
    assert "Traceback" not in log
    assert memory < 300


def most_memory(feeder: Feeder) -> int:
    """MiB that the process has held at most."""
    status = Path(f"/proc/{feeder.process.pid}/status").read_text()
    (line,) = [one for one in status.splitlines() if one.startswith("VmHWM:")]
    return int(line.split()[1]) // 1024


@pytest.mark.kafka
def test_a_body_that_holds_little_in_much_takes_little_memory(
    live: Settings, tmp_path: Path
) -> None:
    settings = Settings.load(**{**live.model_dump(), "ingest_token": "let-me-in"})
    feeder = Feeder(settings, tmp_path / "log", "--ingest")
    good = {"Authorization": "Bearer let-me-in", "Content_Type": "application/x-ndjson"}
    one = b'{"id":"1","text":"R","published_at":"2024-05-01","source":"G"}\n'
    most = settings.ingest_most_bytes
    try:
        answers = {
            "newlines": feeder.post(b"\n" * most, **good),
            "numbers": feeder.post(b"1\n" * (most // 2), **good),
            "articles": feeder.post(one * (most // len(one)), **good),
            "empty arrays": feeder.post(b"[" + b"[]," * (most // 3 - 1) + b"[]", **good),
            "one value": feeder.post(b"[[" + b"{}," * (most // 3 - 3) + b"{}]]", **good),
            "a long number": feeder.post(b"[" + b"1" * 5_000 + b"]", **good),
        }
        memory = most_memory(feeder)
    finally:
        feeder.stop()

    assert {name: answer[0] for name, answer in answers.items()} == {
        **dict.fromkeys(answers, 422),
        "articles": 413,
    }
    assert "at most 10,000 articles" in str(answers["articles"][1]["detail"])
    assert memory < 450


@pytest.mark.kafka
def test_what_kafka_did_not_take_is_reported_and_fed_when_it_is_posted_again(
    live: Settings, tmp_path: Path
) -> None:
    settings = Settings.load(**{**live.model_dump(), "ingest_token": "let-me-in"})
    topic = settings.topic(Topic.ARTICLES)
    feeder = Feeder(settings, tmp_path / "log", "--ingest")
    text = "".join(chr(33 + number * number % 7919 % 90) for number in range(9_000))
    one = {"id": "1", "text": text, "published_at": "2024-05-01", "source": "Gazette"}
    good = {"Authorization": "Bearer let-me-in", "Content_Type": "application/json"}
    try:
        assert feeder.get("/openapi.json")  # it has made the topics
        take_at_most(settings.bootstrap_servers, topic, 100)
        refused = feeder.post(json.dumps(one).encode(), **good)
        take_at_most(settings.bootstrap_servers, topic, 1_000_000)
        taken = feeder.post(json.dumps(one).encode(), **good)
    finally:
        feeder.stop()

    assert refused[0] == 503
    assert "send the same again" in str(refused[1]["detail"])
    assert taken[:2] == (202, {"fed": 1, "revised": 0, "duplicate": 0})
    assert [found.id for found in articles(live, 1)] == ["1"]
