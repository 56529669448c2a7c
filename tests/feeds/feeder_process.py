"""The live feeder as a process, what it is given, and what it left on Kafka and in its store."""

import json
import re
import signal
import sqlite3
import subprocess
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

from detector_process import eventually
from kafka.consumer.fetcher import ConsumerRecord
from kafka_records import consume_until
from tocsin_command import command, environment

from tocsin.schemas.article import Article
from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings


def sources_file(folder: Path, *sources: dict[str, object]) -> Path:
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
