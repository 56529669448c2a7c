"""The demonstration itself: seeds in, alerts on the terminal, and what to try next."""

import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Final

import typer

from tocsin.schemas.alert import Alert
from tocsin.schemas.article import Article
from tocsin.schemas.cloudevents import REPLAY, article_headers
from tocsin.services.demo.expected import ExpectedAlert, expected_alerts
from tocsin.services.demo.on_the_board import wait_until_shown
from tocsin.services.demo.seed_articles import seed_articles
from tocsin.services.demo.stack import running
from tocsin.services.feeder.producer import ArticleProducer
from tocsin.services.feeder.records import ArticleMessage
from tocsin.services.plain_text import counted
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings
from tocsin.services.watcher import watch
from tocsin.services.watcher.showing import for_people

_PAUSE_SECONDS: Final = 0.1
"""Between two articles: people can follow, and the order of publication is kept."""

_PATIENCE_SECONDS: Final = 30.0


def show(settings: Settings, *, keep: bool) -> None:
    """Run the demonstration and end when all seed alerts have arrived and are on the board.

    Raises:
        Problem: something does not start, or alerts are missing; it names them.
    """
    started = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="tocsin-demo-") as folder,
        running(settings, Path(folder), tell) as here,
    ):
        tell(f"The board: {here.board_url}")
        articles = seed_articles()
        tell(f"Feeding {len(articles)} articles; the alerts:\n")
        missing, came = _watched(here, articles)
        if missing:
            told = "\n  ".join(str(alert) for alert in missing)
            message = f"missing {counted(len(missing), 'seed alert')}:\n  {told}"
            raise Problem(message, ExitStatus.INCOMPLETE)
        wait_until_shown(here, came)
        took = time.monotonic() - started
        tell(f"All seed alerts arrived and are on the board; {took:.0f} s from the start.")
        if keep:
            _stay(here)
        else:
            tell(_NEXT)


def tell(line: str) -> None:
    """Say how far it is, on standard error: the alerts have standard output for themselves."""
    typer.echo(line, err=True)


def _watched(settings: Settings, articles: tuple[Article, ...]) -> tuple[list[ExpectedAlert], int]:
    """Feed and watch; return what did not come, and how many alerts did."""
    missing = list(expected_alerts())
    came: set[str] = set()
    print_one = for_people()
    with watch(settings, until_idle=_PATIENCE_SECONDS) as alerts:
        feeding = threading.Thread(target=_feed, args=(settings, articles), daemon=True)
        feeding.start()
        for alert in alerts:
            sys.stdout.write(print_one(alert))
            sys.stdout.flush()
            came.add(alert.id)
            _strike_out(missing, alert)
            if not missing:
                feeding.join()
                break
    return missing, len(came)


def _strike_out(missing: list[ExpectedAlert], alert: Alert) -> None:
    for expected in missing:
        if expected.is_met_by(alert):
            missing.remove(expected)
            return


def _feed(settings: Settings, articles: tuple[Article, ...]) -> None:
    with ArticleProducer(settings, tell) as producer:
        for article in articles:
            headers = [*article_headers(article), REPLAY]  # the seeds are of a day long past
            producer.send(ArticleMessage(article.id.encode(), article.write(), headers))
            time.sleep(_PAUSE_SECONDS)
        producer.flush()


def _stay(settings: Settings) -> None:
    tell(
        "It stays up until Ctrl-C. In another terminal, in this folder:\n"
        f"  export TOCSIN_BOOTSTRAP_SERVERS={settings.bootstrap_servers}\n"
        "  .venv/bin/tocsin watch\n"
        "  .venv/bin/tocsin feed your-articles.jsonl\n"
        f"Board: {settings.board_url}\n"
        f"Metrics: http://{settings.http_host}:{settings.http_port}/metrics"
    )
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        tell("\nStopping")


_NEXT: Final = """
What to try next:
  make demo KEEP=1                                 the same, and it stays up for you to feed
  .venv/bin/tocsin extract seeds/articles/*.jsonl  what the reading sees, without a broker
  .venv/bin/tocsin --help                          broker, topics, detector, board, watch, ...
  make secrets && docker compose up -d             all of it, with dashboards: Grafana is at
                                                   http://localhost:3000, the board at :6067"""
