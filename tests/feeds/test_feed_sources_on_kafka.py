"""`tocsin feed --sources` as people run it: a web server, a real Kafka, a store that survives."""

import asyncio
import json
import signal
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from aiohttp import web
from detector_process import eventually
from feeds.feeder_process import Feeder, articles, sources_file
from kafka import KafkaAdminClient
from kafka_records import produce
from tocsin_command import run
from web_server import WebServer, rss, rss_item, story

from tocsin.services.problem import ExitStatus
from tocsin.services.settings import Settings

SENTENCES = (
    "Some 20,000 reservists were called up on Wednesday, the president said in an address.",
    "They are to report within ten days to the barracks of their districts, he said.",
    "It is the second such order this year; the first one brought 12,000 men under arms.",
)


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
    assert first.stderr.splitlines()[-1].startswith(
        "1 item older than 3 days: old news amends alerts"
    )
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

    assert done.stdout.startswith("1 item: 0 fed, 1 revised, 0 duplicate, 0 refused")
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

    assert second.stdout.startswith("1 item: 0 fed, 1 revised"), second.stderr
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
def test_the_service_polls_again_by_itself_reports_each_source_and_stops_when_asked(
    live: Settings, server: WebServer, tmp_path: Path
) -> None:
    server.page("/a.xml", rss(rss_item("http://wire.example/1", "One", "Rain.")))
    server.status("/broken", 500)

    async def never(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(3_600)
        return web.Response()

    server.handlers["/never"] = never
    file = sources_file(
        tmp_path,
        {"name": "A", "url": server.address("/a.xml"), "text": "feed"},
        {"name": "broken", "url": server.address("/broken"), "text": "feed"},
        {"name": "never", "url": server.address("/never", "127.0.0.2"), "text": "feed"},
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

    assert server.asked("/never") == []  # it was waited for all the time, and held up nobody
    assert ids == {"https://wire.example/1", "https://wire.example/2"}
    assert 'tocsin_source_items_total{outcome="duplicate",source="A"} 1.0' in metrics
    assert 'tocsin_source_errors_total{reason="status",source="broken"}' in metrics
    assert 'tocsin_source_newest_item_timestamp_seconds{source="A"} 1.714' in metrics
    for name in ("A", "broken", "never"):  # the latter two since the feeder began
        assert f'tocsin_source_last_success_timestamp_seconds{{source="{name}"}}' in metrics
    assert status == 0
    assert server.asked("/a.xml")[1].headers["If-None-Match"]


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


def test_a_wrong_sources_file_is_reported_with_lines(tmp_path: Path) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text("sources:\n  - name: A\n    url: ftp://x/\n    txt: page\n  - name: A\n")

    done = run(Settings.load(), ["feed", "--sources", str(file)])

    assert done.returncode == ExitStatus.MISUSE
    assert f"{file}:3: url: a URL starts with http:// or https://" in done.stderr
    assert f"{file}:4: txt: no such field; did you mean text?" in done.stderr
    assert f"{file}:5: url: missing; wanted: Of the feed" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.kafka
@pytest.mark.parametrize("near", [True, False])
def test_a_topic_that_is_not_there_is_reported_at_once(live: Settings, *, near: bool) -> None:
    other = f"{live.topic_prefix}-newsroom"
    client = KafkaAdminClient(bootstrap_servers=live.bootstrap_servers)
    client.create_topics({other: {"num_partitions": 1, "replication_factor": 1}})
    wanted = f"{live.topic_prefix}-newsrom" if near else "zzz"

    done = run(live, ["feed", "--from-topic", wanted, "--map", "text=body"], within=30)

    assert done.returncode == ExitStatus.UNAVAILABLE
    assert f"Kafka at {live.bootstrap_servers} has no topic {wanted}" in done.stderr
    assert (f"did you mean {other}?" in done.stderr) is near
    assert wanted not in client.list_topics()
    client.close()
