"""A real board in a process of its own, and alerts for it."""

import re
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from detector_process import eventually
from kafka import KafkaProducer
from tocsin_command import command, environment

from tocsin.schemas.alert import Alert
from tocsin.schemas.cloudevents import alert_headers
from tocsin.schemas.topics import Topic
from tocsin.services.settings import Settings
from tocsin.services.topics import ensure_topics

WRITE_TOKEN = "a-write-token-for-tests"  # noqa: S105 - opens nothing but a test's own board


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class BoardProcess:
    """`tocsin board` on a free port."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self.settings = settings
        self._log = log
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                command("board"), env=environment(settings), stdout=out, stderr=out
            )
        found = eventually(self._said, 60, "board_listening in the log")
        self.address = f"http://127.0.0.1:{found}"

    @property
    def log(self) -> str:
        return self._log.read_text()

    def _said(self) -> str | None:
        assert self._process.poll() is None, f"the board ended:\n{self.log}"
        found = re.search(r"board_listening.*?port.{0,12}?=.{0,6}?(\d+)", self.log)
        return found and found.group(1)

    def ask(
        self,
        path: str,
        data: bytes | None = None,
        headers: dict[str, str] | None = None,
        method: str | None = None,
    ) -> Answer:
        """Ask as a program does; redirections are not followed."""
        request = urllib.request.Request(  # noqa: S310 - our own port
            self.address + path, data=data, headers=headers or {}, method=method
        )
        opener = urllib.request.build_opener(_Stay())
        try:
            with opener.open(request, timeout=20) as answer:
                return Answer(answer.status, dict(answer.headers.items()), answer.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, dict(error.headers.items()), error.read())

    def wait_ready(self) -> None:
        eventually(lambda: self.ask("/ready").status == 200 or None, 60, "/ready says 200")

    def end(self) -> int:
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(20)

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(10)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:  # type: ignore[override]
        return None


def town(kafka: str, prefix: str, **knobs: object) -> Settings:
    """Return settings whose topics exist."""
    settings = Settings.load(bootstrap_servers=kafka, topic_prefix=prefix, **knobs)
    ensure_topics(settings)
    return settings


def ring(settings: Settings, alerts: Iterable[Alert]) -> None:
    """Put alerts on the alert topic and wait until the broker has them."""
    producer = KafkaProducer(bootstrap_servers=settings.bootstrap_servers, linger_ms=5)
    topic = settings.topic(Topic.ALERTS)
    try:
        for one in alerts:
            producer.send(topic, one.write(), one.id.encode(), headers=alert_headers(one))
        producer.flush(timeout=60)
    finally:
        producer.close()
