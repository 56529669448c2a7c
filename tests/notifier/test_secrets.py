"""Secrets of targets are in no log, error, page or dead letter, whatever the targets do."""

import base64
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from detector_process import eventually
from kafka_records import consume_until, produce
from notifier.notify_process import notifier
from notifier.receiver import receiver
from tocsin_command import command
from watcher.alert_cases import alert

from tocsin.schemas.topics import Topic
from tocsin.services.broker.ports import free_port
from tocsin.services.notifier.routes_file import load_routes
from tocsin.services.problem import Problem
from tocsin.services.settings import Settings
from tocsin.services.topics.creation import ensure_topics

TOKEN = "t0p-secret-t0ken"  # noqa: S105 - what the tests look for
KEY = base64.b64encode(b"k" * 24).decode()
ENVIRONMENT = {"TOKEN": TOKEN, "KEY": f"whsec_{KEY}", "HUB_SECRET": ""}

# each kind of address holds the token where such addresses have theirs
ROUTES = """\
targets:
  - kind: webhook
    name: hub
    url: "http://u:${{TOKEN}}@{at}/${{TOKEN}}?k=${{TOKEN}}"
    secret: "${{KEY}}"
  - {{kind: apprise, name: json, url: "json://u:${{TOKEN}}@{at}/${{TOKEN}}?+X-Token=${{TOKEN}}"}}
  - {{kind: apprise, name: form, url: "form://{at}/${{TOKEN}}"}}
  - kind: apprise
    name: mail
    url: "mailto://u:${{TOKEN}}@{at}?from=a@b.example&to=c@d.example&mode=insecure"
routes:
  - {{name: all, targets: [hub, json, form, mail]}}
"""
TARGETS = ("hub", "json", "form", "mail")


def shows_a_secret(text: str) -> bool:
    encoded = base64.b64encode(f"u:{TOKEN}".encode()).decode()
    return any(secret in text for secret in (TOKEN, KEY, encoded))


@pytest.fixture(params=["fails", "nobody"])
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where a receiver answers 500, and where nobody is."""
    if request.param == "nobody":
        yield f"127.0.0.1:{free_port('127.0.0.1')}"
        return
    with receiver() as hub:
        hub.answers = [500] * 1_000
        yield hub.url.removeprefix("http://").removesuffix("/hook")


@pytest.mark.kafka
def test_targets_that_fail_show_no_secret_in_log_metrics_and_dead_letters(
    settings: Settings, tmp_path: Path, address: str
) -> None:
    port = free_port("127.0.0.1")
    mine = settings.model_copy(
        update={"notifier_tries": 2, "notifier_patience": 2.0, "log_level": "debug"}
    )
    ensure_topics(mine)
    routes = ROUTES.format(at=address)
    with notifier(mine, tmp_path, routes, TOCSIN_NOTIFIER_PORT=str(port), **ENVIRONMENT) as running:
        one = alert("a1")
        produce(mine.bootstrap_servers, mine.topic(Topic.ALERTS), [(b"a1", one.write())])
        letters = consume_until(
            mine.bootstrap_servers,
            mine.topic(Topic.DEAD_LETTERS),
            lambda read: len(read) >= len(TARGETS),
        )
        eventually(lambda: running.log.count("given_up") >= len(TARGETS) or None, 30, "given up")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as page:
            metrics = page.read().decode()

    assert all(f'target="{name}"' in metrics for name in TARGETS)
    told = b"".join(letter.key + letter.value for letter in letters).decode()
    for text in (running.log, metrics, told):
        assert not shows_a_secret(text)


def test_a_test_of_a_route_that_fails_shows_no_secret(tmp_path: Path, address: str) -> None:
    done = ask(tmp_path, ROUTES.format(at=address), "test", "all")

    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == list(TARGETS)
    assert all("not sent" in line for line in done.stdout.splitlines())
    assert not shows_a_secret(done.stdout + done.stderr)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("http://u:", "htt//u:"),
        ("json://u:", "jsn://u:"),
        ("secret:", "secrets:"),
        ("${KEY}", "${KEY}${TOKEN}="),
        ("{kind: apprise", "{{kind: apprise"),
        ("name: all", "name: all, loud: yes"),
    ],
)
def test_a_file_that_is_wrong_is_reported_without_its_secrets(
    tmp_path: Path, right: str, wrong: str
) -> None:
    routes = ROUTES.format(at="127.0.0.1:1")
    assert right in routes

    file = tmp_path / "routes.yaml"
    file.write_text(routes.replace(right, wrong, 1))

    with pytest.raises(Problem, match=r"routes\.yaml:\d") as told:
        load_routes(file, ENVIRONMENT)

    assert not shows_a_secret(str(told.value))


def ask(folder: Path, routes: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    file = folder / "routes.yaml"
    file.write_text(routes)
    return subprocess.run(
        [*command("notify"), *arguments, "--routes", str(file)],
        env=ENVIRONMENT
        | {"PATH": "/usr/bin:/bin", "HOME": str(folder), "TOCSIN_NOTIFIER_PATIENCE": "2"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
