"""Every PromQL of every dashboard is asked of a real Prometheus that scraped a real run."""

import json
import math
import shutil
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from detector.crossings import article
from detector_process import detector, eventually
from kafka_records import produce
from prometheus_server import Prometheus, prometheus

from tocsin.schemas.topics import Topic
from tocsin.services.demo.seed_articles import seed_articles
from tocsin.services.settings import SEEDS, Settings
from tocsin.services.topics.creation import ensure_topics

pytestmark = pytest.mark.kafka

DASHBOARDS = Path(__file__).resolve().parents[2] / "deploy" / "grafana" / "dashboards"
GRAFANA_WINDOWS = {"$__rate_interval": "20s", "$__range": "1h"}

NOT_IN_THIS_RUN = {
    # what other services count
    "Silent for",
    "Items of sources",
    "Errors of sources",
    "From publication to Kafka",
    "Backlog",
    "Notifications",
    "Not acknowledged over time",
    "Escalations",
    # what did not happen
    "Retried sends",
}
"""Panels that are empty without a feeder, an archive, a notifier and a board; Prometheus must
still take what they ask."""

NOBODY_SILENCED = "tocsin_alerts_silenced_total"


def _questions() -> list[tuple[str, str]]:
    """Return title and PromQL of each target of each panel, with Grafana's windows filled in."""
    found = []
    for file in sorted(DASHBOARDS.glob("*.json")):
        board = json.loads(file.read_text(encoding="utf-8"))
        asked = [
            (panel["title"], target["expr"])
            for panel in board["panels"]
            for target in panel.get("targets", ())
            if "expr" in target
        ]
        asked += [(mark["name"], mark["expr"]) for mark in board["annotations"]["list"]]
        for title, expression in asked:
            found.append((title, _filled(expression)))
    return list(dict.fromkeys(found))


def _filled(expression: str) -> str:
    for variable, value in GRAFANA_WINDOWS.items():
        expression = expression.replace(variable, value)
    assert "$" not in expression
    return expression


def _news_of_now() -> bytes:
    text = "5,000 soldiers crossed the border into Kenya today, officials said."
    return article(1, text, datetime.now(UTC))


@pytest.fixture(scope="module")
def scraped(kafka: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prometheus]:
    """Give a Prometheus that saw a detector read the seeds, set one aside and take over rules."""
    program = shutil.which("prometheus")
    if program is None:
        pytest.skip("prometheus is not installed (on Debian: prometheus)")
    folder = tmp_path_factory.mktemp("scraped")
    rules = Path(shutil.copytree(SEEDS / "rules", folder / "rules"))
    prefix = f"test-{uuid4().hex[:12]}"
    settings = Settings.load(
        bootstrap_servers=kafka,
        topic_prefix=prefix,
        application_id=f"{prefix}-detector",
        http_port=0,
        state_dir=folder / "state",
        rules=rules,
    )
    ensure_topics(settings)
    with detector(settings, folder) as process:
        process.wait_ready(120)
        target = urlsplit(process.address).netloc
        with prometheus(program, {"detector": target}, folder) as server:
            # a rate wants to have seen the zero
            eventually(lambda: server.instant("up == 1") or None, 120, "the first scrape")
            articles = settings.topic(Topic.ARTICLES)
            sent = [(one.id.encode(), one.write()) for one in seed_articles()]
            produce(kafka, articles, sent)
            # what is replayed is never late: the latency needs news of now
            produce(kafka, articles, [(b"now", _news_of_now()), (b"broken", b"{")], headers=[])
            process.send(signal.SIGHUP)
            done = f"sum(tocsin_articles_total) >= {len(sent) + 2}"
            eventually(lambda: server.instant(done) or None, 240, "all articles are read")
            yield server


@pytest.mark.parametrize(
    ("title", "expression"), _questions(), ids=[title for title, _ in _questions()]
)
def test_a_panel_shows_what_the_run_did(scraped: Prometheus, title: str, expression: str) -> None:
    if title in NOT_IN_THIS_RUN or NOBODY_SILENCED in expression:
        scraped.over_time(expression)
        return
    eventually(
        lambda: _has_a_number(scraped.over_time(expression)) or None,
        120,
        f"a number for {title}: {expression}",
    )


def _has_a_number(found: list[dict[str, Any]]) -> bool:
    """Whether a value is none of the NaN that a percentile has before the first alert."""
    return any(math.isfinite(float(value)) for one in found for _, value in one["values"])


def test_what_the_run_did_is_what_prometheus_tells(scraped: Prometheus) -> None:
    told = {
        "letters": 'sum(tocsin_dead_letters_total{reason="not_json"})',
        "taken over": 'sum(tocsin_rule_reloads_total{result="taken_over"})',
        "articles": "sum(tocsin_articles_total)",
    }
    expected = {"letters": 1, "taken over": 1, "articles": len(seed_articles()) + 2}

    def as_expected() -> bool | None:
        values = {
            what: float(found[0]["value"][1])
            for what, expression in told.items()
            if (found := scraped.instant(expression))
        }
        return values == expected or None

    eventually(as_expected, 120, f"Prometheus tells {expected}")
    assert float(scraped.instant("sum(tocsin_rebalances_total)")[0]["value"][1]) >= 1
    assert float(scraped.instant("process_resident_memory_bytes")[0]["value"][1]) > 10_000_000
