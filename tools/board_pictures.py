# ruff: noqa: INP001 - a script, run by path
"""Take the pictures of the board in docs/images: the seeds' alerts, as if they came today.

Run as `make pictures`; needs Debian's chromium.
"""

import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from kafka import KafkaProducer
from playwright.sync_api import Browser, sync_playwright

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.cloudevents import alert_headers
from tocsin.schemas.topics import Topic
from tocsin.services.demo.seed_articles import seed_articles
from tocsin.services.demo.stack import running
from tocsin.services.encoders.choice import BUILT_IN, encoder_named
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.reading.language import is_english
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import SEEDS, Settings
from tocsin.services.topics.waiting import tell_on_stderr

IMAGES: Final = Path(__file__).resolve().parents[1] / "docs" / "images"
CHROMIUM: Final = "/usr/bin/chromium"
DESKTOP: Final = {"width": 1440, "height": 900}
WALL: Final = {"width": 1920, "height": 1080}
PHONE: Final = {"width": 390, "height": 844}
PACE: Final = 0.4
"""The seeds' fortnight told in a week."""

PICTURES: Final[tuple[tuple[str, str, dict[str, int], str], ...]] = (
    ("board-desktop-light", "/", DESKTOP, "light"),
    ("board-desktop-dark", "/", DESKTOP, "dark"),
    ("board-phone-light", "/", PHONE, "light"),
    ("board-phone-dark", "/", PHONE, "dark"),
    ("wall-light", "/wall", WALL, "light"),
    ("wall-dark", "/wall", WALL, "dark"),
    ("alert-desktop-light", "/alerts/{id}", DESKTOP, "light"),
    ("alert-phone-dark", "/alerts/{id}", PHONE, "dark"),
)


def alerts_of_today(now: datetime) -> list[Alert]:
    """Judge the seeds and move their times so that the newest came some minutes ago."""
    world, encoder = InMemoryJudge(load_rules(SEEDS / "rules")), encoder_named(BUILT_IN)
    given = [
        alert
        for article in seed_articles()
        if is_english(article)
        for report in reports_of(article, encoder)
        for alert in world.push(report)
        if alert.kind is not AlertKind.EXPIRED
    ]
    newest = max(alert.last_published_at for alert in given)

    def moved(moment: datetime) -> datetime:
        return now - timedelta(minutes=4) - (newest - moment) * PACE

    return [Alert.model_validate(_moved(alert.model_dump(), moved)) for alert in given]


def _moved(value: Any, moved: Any) -> Any:  # noqa: ANN401 - any part of a model
    if isinstance(value, datetime):
        return moved(value)
    if isinstance(value, dict):
        return {name: _moved(part, moved) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_moved(part, moved) for part in value]
    return value


def put(settings: Settings, alerts: list[Alert]) -> None:
    """Send the alerts and wait until the broker has them."""
    producer = KafkaProducer(bootstrap_servers=settings.bootstrap_servers)
    for alert in alerts:
        topic = settings.topic(Topic.ALERTS)
        producer.send(topic, alert.write(), alert.id.encode(), headers=alert_headers(alert))
    producer.close()


def take(browser: Browser, address: str, alert_id: str) -> Iterator[Path]:
    """Take every picture; yield its file."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name, path, viewport, scheme in PICTURES:
        context = browser.new_context(
            viewport=viewport,  # type: ignore[arg-type] - the same words
            color_scheme=scheme,  # type: ignore[arg-type] - the same words
            device_scale_factor=2 if viewport is PHONE else 1,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(address + path.format(id=alert_id))
        page.locator("#map svg").wait_for()
        page.locator("#status[data-state=live]").wait_for()
        file = IMAGES / f"{name}.png"
        page.screenshot(path=file)
        context.close()
        yield file


def main() -> None:
    """Start all that is needed, take the pictures, and end it."""
    alerts = alerts_of_today(datetime.now(UTC))
    shown = max(
        alerts, key=lambda alert: (alert.rule_id == "border-crossing-troops", alert.revision)
    )
    with (
        tempfile.TemporaryDirectory(prefix="tocsin-pictures-") as folder,
        running(Settings.load(), Path(folder), tell_on_stderr) as here,
        sync_playwright() as playwright,
    ):
        put(here, alerts)
        _wait_for(f"{here.board_url}/alerts/{shown.id}")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for file in take(browser, here.board_url, shown.id):
            sys.stdout.write(f"{file.name}: {file.stat().st_size:,} bytes\n")
        browser.close()


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own board
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"{address} is not there after 30 s")


if __name__ == "__main__":
    main()
