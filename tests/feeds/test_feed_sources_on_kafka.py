"""`tocsin feed --sources` as people run it: a web server, a real Kafka, a store that survives."""

import json
import re
import signal
import sqlite3
import subprocess
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web
from detector_process import eventually
from kafka import KafkaAdminClient
from kafka.consumer.fetcher import ConsumerRecord
from kafka_records import consume_until, produce
from tocsin_command import command, environment, run
from web_server import WebServer, rss, rss_item, story, web_server

from schemas.article import Article
from schemas.topics import Topic
from services.problem import ExitStatus
from services.settings import Settings
from services.topics import ensure_topics

SENTENCES = (
    "Some 20,000 reservists were called up on Wednesday, the president said in an address.",
    "They are to report within ten days to the barracks of their districts, he said.",
    "It is the second such order this year; the first one brought 12,000 men under arms.",
)


@pytest.fixture
def server() -> Iterator[WebServer]:
    with web_server("0.0.0.0") as running:  # noqa: S104 - loopback has many hosts
        yield running


@pytest.fixture
def live(settings: Settings, tmp_path: Path) -> Settings:
    ensure_topics(settings)
    return settings.model_copy(
        update={
            "seen_file": tmp_path / "seen.sqlite",
            "allowed_networks": "127.0.0.0/8",
            "host_pause": 0.0,
            "feed_interval_least": 0.3,
            "feed_interval": 0.3,
            "feeder_port": 0,
            "broker_wait": 20.0,
        }
    )


def sources_file(folder: Path, *sources: dict[str, str]) -> Path:
    file = folder / "sources.yaml"
    file.write_text(json.dumps({"sources": sources}))
    return file


def articles(live: Settings, least: int) -> list[Article]:
    return [Article.read(record.value) for record in records(live, least)]


def records(live: Settings, least: int) -> list[ConsumerRecord]:
    return consume_until(
        live.bootstrap_servers, live.topic(Topic.ARTICLES), lambda found: len(found) >= least
    )


def ledger(live: Settings) -> Counter[str]:
    counts: Counter[str] = Counter()
    with sqlite3.connect(live.seen_file) as store:
        for outcome, count in store.execute("SELECT outcome, count FROM ledger"):
            counts[outcome] += count
    return counts


@pytest.mark.kafka
def test_a_story_is_fed_once_with_the_text_of_its_page_whatever_names_it(
    live: Settings, server: WebServer, tmp_path: Path
) -> None:
    server.page("/story", story("Reservists called up", *SENTENCES))
    link = server.address("/story")
    server.page("/a.xml", rss(rss_item(f"{link}?utm_source=rss", "Reservists called up", "Short")))
    server.page("/b.xml", rss(rss_item(f"{link}#top", "Call-up", "Another text")))
    file = sources_file(
        tmp_path,
        {"name": "A", "url": server.address("/a.xml")},
        {"name": "B", "url": server.address("/b.xml")},
    )

    first = run(live, ["feed", "--once", "--sources", str(file)])
    second = run(live, ["feed", "--once", "--sources", str(file)])

    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("2 items: 1 fed, 0 revised, 1 duplicate, 0 refused")
    assert second.stdout.startswith("0 items: ")  # told 304, so nothing was read again
    [article] = articles(live, 1)
    assert article.id == link.replace("http:", "https:")
    assert str(article.url) == link
    assert article.text == "\n\n".join(SENTENCES)
    assert article.published_at.isoformat() == "2024-05-01T10:00:00+00:00"


@pytest.mark.kafka
def test_a_changed_item_is_a_new_revision_of_the_same_article(
    live: Settings, server: WebServer, tmp_path: Path
) -> None:
    file = sources_file(tmp_path, {"name": "A", "url": server.address("/a.xml"), "text": "feed"})
    link = "http://wire.example/1"
    server.page("/a.xml", rss(rss_item(link, "One", "40 people were killed.")))
    run(live, ["feed", "--once", "--sources", str(file)])
    server.page("/a.xml", rss(rss_item(link, "One", "60 people were killed.")))

    done = run(live, ["feed", "--once", "--sources", str(file)])

    assert done.stdout.startswith("1 items: 0 fed, 1 revised, 0 duplicate, 0 refused")
    found = articles(live, 2)
    assert [one.id for one in found] == ["https://wire.example/1"] * 2
    assert {one.text for one in found} == {"40 people were killed.", "60 people were killed."}


@pytest.mark.kafka
def test_a_page_that_did_not_come_is_asked_for_again_though_its_feed_did_not_change(
    live: Settings, server: WebServer, tmp_path: Path
) -> None:
    server.status("/story", 503)
    server.page("/a.xml", rss(rss_item(server.address("/story"), "Call-up", "A short text.")))
    file = sources_file(tmp_path, {"name": "A", "url": server.address("/a.xml")})
    run(live, ["feed", "--once", "--sources", str(file)])
    server.page("/story", story("Reservists called up", *SENTENCES))

    second = run(live, ["feed", "--once", "--sources", str(file)])
    third = run(live, ["feed", "--once", "--sources", str(file)])

    assert second.stdout.startswith("1 items: 0 fed, 1 revised"), second.stderr
    found = articles(live, 2)
    assert [one.text for one in found] == ["A short text.", "\n\n".join(SENTENCES)]
    assert len({one.id for one in found}) == 1
    assert third.stdout.startswith("0 items: ")  # now it is told 304 again


@pytest.mark.kafka
def test_sources_that_misbehave_hold_up_nobody_and_are_counted(
    live: Settings, server: WebServer, tmp_path: Path
) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"<item>" * 10_000)

    server.handlers["/endless"] = endless
    server.status("/busy", 429, **{"Retry-After": "120"})
    server.status("/broken", 500)
    server.page("/no-feed", "<html><body>Welcome</body></html>")
    server.page("/good", rss(rss_item("http://wire.example/1", "One", "Rain fell.")))
    names = ("endless", "busy", "broken", "no-feed", "good", "missing")
    file = sources_file(
        tmp_path,
        *(
            # each on a host of its own, as they are: one that is busy speaks for all of its host
            {"name": name, "url": server.address(f"/{name}", f"127.0.0.{host}"), "text": "feed"}
            for host, name in enumerate(names, start=1)
        ),
    )

    done = run(live, ["feed", "--once", "--sources", str(file)])

    assert done.returncode == ExitStatus.INCOMPLETE
    assert "1 fed" in done.stdout
    assert "5 of 6 sources failed" in done.stdout
    assert [one.id for one in articles(live, 1)] == ["https://wire.example/1"]
    with sqlite3.connect(live.seen_file) as store:
        waits = dict(store.execute("SELECT name, next_at - strftime('%s') FROM sources").fetchall())
    assert waits["busy"] > 60 > waits["broken"]


@pytest.mark.kafka
def test_after_kill_9_nothing_is_missing_nothing_stands_twice_and_the_ledger_adds_up(
    live: Settings, server: WebServer, tmp_path: Path
) -> None:
    stories = 300
    links = [f"http://wire.example/{number}" for number in range(stories)]
    server.page("/a.xml", rss(*(rss_item(link, f"Story {link}", "Rain.") for link in links)))
    file = sources_file(tmp_path, {"name": "A", "url": server.address("/a.xml"), "text": "feed"})
    for enough in (20, 80, 160):
        with (tmp_path / "log").open("wb") as out:
            process = subprocess.Popen(
                command("feed", "--sources", str(file)),
                env=environment(live),
                stdout=out,
                stderr=out,
            )
        try:
            records(live, enough)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait(20)
        with sqlite3.connect(live.seen_file) as store:
            store.execute("UPDATE sources SET next_at=0")

    done = run(live, ["feed", "--once", "--sources", str(file)])

    assert done.returncode == 0, done.stderr
    keys = Counter(record.key.decode() for record in records(live, stories))
    assert keys == Counter(link.replace("http:", "https:") for link in links)
    counts = ledger(live)
    assert counts["fed"] == stories
    assert counts["refused"] == counts["revised"] == 0


class Feeder:
    """A feeder that runs until it is told to stop."""

    def __init__(self, live: Settings, log: Path, *arguments: str) -> None:
        self._log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                command("feed", *arguments), env=environment(live), stdout=out, stderr=out
            )

    @property
    def address(self) -> str:
        def said() -> str | None:
            assert self.process.poll() is None, self._log.read_text()
            found = re.search(r"http_listening.*?port.{0,12}?=.{0,6}?(\d+)", self._log.read_text())
            return found and found.group(1)

        return f"http://127.0.0.1:{eventually(said, 40, 'http_listening in the log')}"

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path, timeout=5) as answer:  # noqa: S310 - our own port
            return answer.read().decode()

    def post(self, body: bytes, **headers: str) -> tuple[int, dict[str, object], str]:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        asked = urllib.request.Request(  # noqa: S310 - our own port
            f"{self.address}/articles", data=body, headers=told
        )
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310 - the same
                return answer.status, json.loads(answer.read()), answer.headers["Content-Type"]
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read()), error.headers["Content-Type"]

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(20)
        finally:
            self.process.kill()


@pytest.mark.kafka
def test_the_service_looks_again_by_itself_tells_of_each_source_and_stops_when_told(
    live: Settings, server: WebServer, tmp_path: Path
) -> None:
    server.page("/a.xml", rss(rss_item("http://wire.example/1", "One", "Rain.")))
    server.status("/broken", 500)
    file = sources_file(
        tmp_path,
        {"name": "A", "url": server.address("/a.xml"), "text": "feed"},
        {"name": "broken", "url": server.address("/broken"), "text": "feed"},
    )
    feeder = Feeder(live, tmp_path / "log", "--sources", str(file))
    try:
        articles(live, 1)
        server.page(
            "/a.xml",
            rss(
                rss_item("http://wire.example/2", "Two", "Snow."),
                rss_item("http://wire.example/1", "One", "Rain."),
            ),
        )
        ids = {one.id for one in articles(live, 2)}
        wanted = 'tocsin_source_items_total{outcome="fed",source="A"} 2.0'
        metrics = eventually(
            lambda: text if wanted in (text := feeder.get("/metrics")) else None, 20, wanted
        )
        assert json.loads(feeder.get("/ready")) == {"status": "ready"}
    finally:
        status = feeder.stop()

    assert ids == {"https://wire.example/1", "https://wire.example/2"}
    assert 'tocsin_source_items_total{outcome="duplicate",source="A"} 1.0' in metrics
    assert 'tocsin_source_errors_total{reason="status",source="broken"}' in metrics
    assert 'tocsin_source_newest_item_timestamp_seconds{source="A"} 1.714' in metrics
    assert 'tocsin_source_last_success_timestamp_seconds{source="A"}' in metrics
    assert status == 0
    assert server.asked("/a.xml")[1].headers["If-None-Match"]


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
def test_pages_of_a_gdelt_list_are_fetched_and_fed_once(
    live: Settings, server: WebServer, tmp_path: Path
) -> None:
    server.page("/story", story("Reservists called up", *SENTENCES))
    file = tmp_path / "20240501101500.gkg.csv"
    names = ("/story?utm_source=x", "/story", "/missing")
    file.write_text(
        "".join(
            "\t".join(["1", "20240501101500", "1", "wire", server.address(name), *[""] * 22]) + "\n"
            for name in names
        )
    )

    first = run(live, ["feed", "--gdelt", str(file)])
    second = run(live, ["feed", "--gdelt", str(file)])

    assert first.stdout.startswith("2 pages: 1 fed, 0 revised, 0 duplicate, 1 refused"), (
        first.stderr
    )
    assert second.stdout.startswith("2 pages: 0 fed, 0 revised, 2 duplicate, 0 refused")
    [article] = articles(live, 1)
    assert article.published_at.isoformat() == "2024-05-01T10:15:00+00:00"
    assert len(server.asked("/story")) == 1


@pytest.mark.kafka
def test_a_topic_of_another_shape_is_taken_over_and_gone_on_with(
    live: Settings, tmp_path: Path
) -> None:
    other = f"{live.topic_prefix}-other"
    client = KafkaAdminClient(bootstrap_servers=live.bootstrap_servers)
    client.create_topics({other: {"num_partitions": 2, "replication_factor": 1}})
    client.close()
    options = ["--map", "id=_id", "--map", "text=body.plain", "--map", "published_at=at"]
    arguments = ["--from-topic", other, *options, "--set", "source=Newsroom"]
    for number in (1, 2):
        value = {"_id": number, "body": {"plain": "Rain."}, "at": "2024-05-01"}
        produce(live.bootstrap_servers, other, [(None, json.dumps(value).encode())])
        feeder = Feeder(live, tmp_path / "log", *arguments)
        try:
            found = articles(live, number)
        finally:
            feeder.process.send_signal(signal.SIGTERM)
            feeder.process.wait(20)

    assert Counter(one.id for one in found) == {"1": 1, "2": 1}
    assert {(one.text, one.source) for one in found} == {("Rain.", "Newsroom")}


def test_a_wrong_sources_file_is_told_with_lines(tmp_path: Path) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text("sources:\n  - name: A\n    url: ftp://x/\n    txt: page\n  - name: A\n")

    done = run(Settings.load(), ["feed", "--sources", str(file)])

    assert done.returncode == ExitStatus.MISUSE
    assert f"{file}:3: url: an address begins with http:// or https://" in done.stderr
    assert f"{file}:4: txt: no such field; did you mean text?" in done.stderr
    assert f"{file}:5: url: missing; wanted: Of the feed" in done.stderr
    assert "Traceback" not in done.stderr
