"""`tocsin feed` as people run it, against a real Kafka."""

import gzip
import json
import os
import pty
import signal
import subprocess
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from kafka_records import consume_until
from tocsin_command import command, environment, run

from tocsin.schemas.article import Article
from tocsin.schemas.topics import Topic
from tocsin.services.broker.embedded import EmbeddedKafka
from tocsin.services.broker.ports import free_port
from tocsin.services.problem import ExitStatus
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics

# where a record batch of Kafka's message format 2 says how it is compressed
ATTRIBUTES = slice(21, 23)
CODEC_BITS = 0b111


def article(number: int, **changes: object) -> dict[str, object]:
    return {
        "id": f"wire-{number}",
        "text": f"Rain fell for the {number}th day. " * 10,
        "published_at": "2024-05-01T10:00:00Z",
        "source": "Gazette",
        **changes,
    }


def write_lines(path: Path, articles: Iterable[object]) -> Path:
    path.write_text("".join(f"{json.dumps(one)}\n" for one in articles))
    return path


@pytest.fixture
def offline() -> Settings:
    return Settings.load(bootstrap_servers=f"127.0.0.1:{free_port('127.0.0.1')}", broker_wait=1.0)


@pytest.mark.kafka
def test_every_kind_of_file_arrives_whole_and_the_bad_lines_are_reported(
    settings: Settings, tmp_path: Path
) -> None:
    ensure_topics(settings)
    lines = write_lines(tmp_path / "a.jsonl", [article(1), article(2, text=None), article(3)])
    array = tmp_path / "b.json"
    array.write_text(json.dumps([article(4), article(5)], indent=1))
    packed = tmp_path / "c"
    packed.write_bytes(gzip.compress(json.dumps(article(6, unknown=[1])).encode()))
    piped = f"{json.dumps(article(7))}\n".encode()

    done = run(settings, ["feed", str(lines), str(array), str(packed), "-"], stdin=piped)

    assert done.stdout == "7 read, 1 bad, 6 confirmed by Kafka\n"
    assert done.stderr.startswith(f"{lines}:2: text: ")
    assert done.returncode == ExitStatus.INCOMPLETE
    records = consume_until(
        settings.bootstrap_servers, settings.topic(Topic.ARTICLES), lambda found: len(found) >= 6
    )
    read = [Article.read(record.value) for record in records]
    assert Counter(one.id for one in read) == Counter(f"wire-{n}" for n in (1, 3, 4, 5, 6, 7))
    for record, one in zip(records, read, strict=True):
        assert record.key.decode() == one.id
        headers = dict(record.headers)
        assert headers["ce_id"] == record.key
        assert headers["ce_type"] == b"io.tocsin.article.v1"
        assert headers["content-type"] == b"application/json"


@pytest.mark.kafka
@pytest.mark.parametrize(("name", "codec"), [("gzip", 1), ("zstd", 4)])
def test_articles_travel_compressed_as_the_settings_say(
    settings: Settings,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    codec: int,
) -> None:
    settings = settings.model_copy(update={"feed_compression": name})
    ensure_topics(settings)
    path = write_lines(tmp_path / "a.jsonl", (article(number) for number in range(200)))

    assert run(settings, ["feed", str(path)]).returncode == 0

    segments = tmp_path_factory.getbasetemp().glob(
        f"kafka*/**/{settings.topic(Topic.ARTICLES)}-*/*.log"
    )
    batches = [segment.read_bytes() for segment in segments if segment.stat().st_size]
    assert batches
    for batch in batches:
        assert int.from_bytes(batch[ATTRIBUTES]) & CODEC_BITS == codec


@pytest.mark.kafka
def test_all_good_is_status_0_and_nothing_on_standard_error(
    settings: Settings, tmp_path: Path
) -> None:
    ensure_topics(settings)
    now = datetime.now(UTC).isoformat()
    path = write_lines(tmp_path / "a.jsonl", [article(n, published_at=now) for n in (1, 2)])

    done = run(settings, ["feed", str(path)])

    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "2 read, 0 bad, 2 confirmed by Kafka\n",
        "",
    )


def test_a_dry_run_needs_no_broker(offline: Settings, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", [article(1), article(2, id="")])

    done = run(offline, ["feed", "--dry-run", str(path)])

    assert done.stdout == "2 read, 1 bad, none sent (dry run)\n"
    assert "id: " in done.stderr
    assert done.returncode == ExitStatus.INCOMPLETE


def test_a_dry_run_tells_what_would_be_refused_and_what_would_not_ring(
    offline: Settings, tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    path = write_lines(
        tmp_path / "a.jsonl",
        [
            article(1, published_at=now.isoformat()),
            article(2, text=" "),
            article(3, published_at="2971-05-01T10:00:00Z"),
            article(4, published_at=now.replace(tzinfo=None).isoformat()),
            article(5, published_at=int(now.timestamp())),
            article(6),
            article(7),
        ],
    )

    done = run(offline, ["feed", "--dry-run", str(path)])
    archive = run(offline, ["feed", "--dry-run", "--replay", str(path)])

    assert done.stdout == "7 read, 2 bad, none sent (dry run)\n"
    assert done.returncode == ExitStatus.INCOMPLETE
    told = done.stderr.splitlines()
    assert told[0] == f"{path}:2: the text is empty"
    assert told[1].startswith(f"{path}:3: published_at 2971-05-01")
    assert told[2].startswith("1 article with a published_at without a zone")
    assert told[3].startswith("1 article with a number as published_at")
    assert told[4].startswith("2 articles older than 3 days")
    assert "--replay" in told[4]
    assert told[4].endswith(f"(first: {path}:6)")
    assert "older than" not in archive.stderr


def test_of_many_bad_lines_twenty_are_shown_and_all_are_counted(
    offline: Settings, tmp_path: Path
) -> None:
    path = write_lines(tmp_path / "a.jsonl", [{"id": "x"}] * 57)

    done = run(offline, ["feed", "--dry-run", str(path)])

    shown = done.stderr.splitlines()
    assert len(shown) == 21
    assert shown[19].startswith(f"{path}:20: ")
    assert shown[20] == "… and 37 more"
    assert done.stdout == "57 read, 57 bad, none sent (dry run)\n"


def test_an_article_of_the_limit_passes_and_a_larger_one_is_bad(
    offline: Settings, tmp_path: Path
) -> None:
    small = offline.model_copy(update={"max_article_bytes": 2_000})
    path = write_lines(
        tmp_path / "a.jsonl", [article(1, text="x" * 1_500), article(2, text="x" * 2_500)]
    )

    done = run(small, ["feed", "--dry-run", str(path)])

    assert done.stdout.startswith("2 read, 1 bad")
    assert "TOCSIN_MAX_ARTICLE_BYTES" in done.stderr


def test_without_a_broker_the_status_is_3_and_the_address_is_reported(
    offline: Settings, tmp_path: Path
) -> None:
    path = write_lines(tmp_path / "a.jsonl", [article(1)])

    done = run(offline, ["feed", str(path)])

    assert done.returncode == ExitStatus.UNAVAILABLE
    assert f"no Kafka at {offline.bootstrap_servers}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_file_is_misuse(offline: Settings) -> None:
    done = run(offline, ["feed", "absent.jsonl"])

    assert done.returncode == ExitStatus.MISUSE
    assert done.stderr == "tocsin: absent.jsonl: no such file\n"


@pytest.mark.kafka
def test_the_rate_is_held(settings: Settings, tmp_path: Path) -> None:
    ensure_topics(settings)
    path = write_lines(tmp_path / "a.jsonl", (article(number) for number in range(20)))

    assert run(settings, ["feed", "--rate", "20", str(path)]).returncode == 0

    records = consume_until(
        settings.bootstrap_servers, settings.topic(Topic.ARTICLES), lambda found: len(found) >= 20
    )
    stamps = sorted(record.timestamp for record in records)
    assert stamps[-1] - stamps[0] >= 19 / 20 * 1000 - 150


@pytest.mark.kafka
def test_ctrl_c_sends_what_was_read_and_prints_the_counts(settings: Settings) -> None:
    ensure_topics(settings)
    process = subprocess.Popen(
        command("feed", "-"),
        env=environment(settings),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    for number in range(5):
        process.stdin.write(f"{json.dumps(article(number))}\n".encode())
    process.stdin.flush()
    # they arrive while the pipe stays open, and the feeder then waits for more
    consume_until(
        settings.bootstrap_servers, settings.topic(Topic.ARTICLES), lambda found: len(found) >= 5
    )

    process.send_signal(signal.SIGINT)
    status = process.wait(20)  # with the pipe still open: the wait for input must end
    process.stdin.close()
    out, error = process.stdout.read().decode(), process.stderr.read().decode()

    assert out == "5 read, 0 bad, 5 confirmed by Kafka\n"
    assert "stopping" in error
    assert "Traceback" not in error
    assert status == ExitStatus.INCOMPLETE


@pytest.mark.kafka
def test_a_broker_that_goes_away_for_good_is_reported_with_the_true_count(tmp_path: Path) -> None:
    cache = Settings.load().cache_dir
    with EmbeddedKafka(tmp_path / "kafka", cache_dir=cache, port=free_port("127.0.0.1")) as broker:
        settings = Settings.load(bootstrap_servers=broker.bootstrap_servers, broker_wait=1.0)
        ensure_topics(settings)
        process = subprocess.Popen(
            command("feed", "-"),
            env=environment(settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdin is not None
        process.stdin.write(f"{json.dumps(article(1))}\n".encode())
        process.stdin.flush()
        consume_until(
            settings.bootstrap_servers, settings.topic(Topic.ARTICLES), lambda found: len(found) > 0
        )
    out, error = process.communicate(f"{json.dumps(article(2))}\n".encode(), timeout=60)

    assert out.decode() == "2 read, 0 bad, 1 confirmed by Kafka\n"
    assert f"Kafka at {settings.bootstrap_servers} did not accept the articles" in error.decode()
    assert "Traceback" not in error.decode()
    assert process.returncode == ExitStatus.UNAVAILABLE


@pytest.mark.kafka
def test_a_broker_that_comes_back_in_time_gets_every_article_once(tmp_path: Path) -> None:
    broker = EmbeddedKafka(
        tmp_path / "kafka", cache_dir=Settings.load().cache_dir, port=free_port("127.0.0.1")
    )
    with broker:
        settings = Settings.load(bootstrap_servers=broker.bootstrap_servers)
        ensure_topics(settings)
        process = subprocess.Popen(
            command("feed", "-"),
            env=environment(settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert process.stdin is not None
        process.stdin.write(f"{json.dumps(article(1))}\n".encode())
        process.stdin.flush()
        consume_until(
            settings.bootstrap_servers, settings.topic(Topic.ARTICLES), lambda found: len(found) > 0
        )
    process.stdin.write(f"{json.dumps(article(2))}\n".encode())
    process.stdin.flush()
    with broker:
        out, _ = process.communicate(f"{json.dumps(article(3))}\n".encode(), timeout=90)
        records = consume_until(
            settings.bootstrap_servers, settings.topic(Topic.ARTICLES), lambda found: len(found) > 2
        )

    assert out.decode() == "3 read, 0 bad, 3 confirmed by Kafka\n"
    assert sorted(record.key for record in records) == [b"wire-1", b"wire-2", b"wire-3"]


def test_on_a_terminal_there_is_a_bar_and_in_a_pipe_there_is_none(
    offline: Settings, tmp_path: Path
) -> None:
    now = datetime.now(UTC).isoformat()
    path = write_lines(tmp_path / "a.jsonl", (article(n, published_at=now) for n in range(300)))
    piped = run(offline, ["feed", "--dry-run", str(path)])
    ours, theirs = pty.openpty()

    process = subprocess.Popen(
        command("feed", "--dry-run", str(path)),
        env={**environment(offline), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    process.wait(30)
    drawn = os.read(ours, 1 << 16).decode()
    os.close(ours)

    assert piped.stderr == ""
    assert "articles" in drawn
    assert "\x1b[" in drawn


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--gdelt", "list.csv", "--map", "text=a"], "--map cannot be used with --gdelt"),
        (["--gdelt", "list.csv", "--set", "source=G"], "--set cannot be used with --gdelt"),
        (["--sources", "s.yaml", "--replay"], "--replay cannot be used with --sources or --ingest"),
        (["--from-topic", "t", "--rate", "1"], "--rate cannot be used with --from-topic"),
        (["--from-topic", "t"], "--from-topic needs --map FIELD=PATH"),
        (["--gdelt", "l", "--from-topic", "t"], "--gdelt and --from-topic exclude each other"),
        (["--sources", "s.yaml", "a.jsonl"], "--sources and files exclude each other"),
        (["--once", "a.jsonl"], "--once needs --sources"),
        ([], "give files to feed"),
    ],
)
def test_an_option_that_would_not_be_obeyed_is_refused(arguments: list[str], told: str) -> None:
    done = run(Settings.load(), ["feed", *arguments])

    assert done.returncode == ExitStatus.MISUSE
    assert told in done.stderr
    assert "Traceback" not in done.stderr
