"""The drill, wired: an article of the active rules, sent, awaited and timed."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

import typer

from tocsin.schemas.alert import Alert
from tocsin.schemas.article import Article
from tocsin.schemas.cloudevents import article_headers
from tocsin.schemas.rule import Rule, ThresholdRule
from tocsin.schemas.vocabulary import Status
from tocsin.services.encoders.choice import encoder_named
from tocsin.services.feeder.producer import ArticleProducer
from tocsin.services.feeder.records import ArticleMessage
from tocsin.services.judging.exercise import exercised
from tocsin.services.judging.judge import rules_for
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.reading.network.encoding import Encoder
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import Settings
from tocsin.services.topics.waiting import tell_on_stderr
from tocsin.services.watcher import watch

OUTLET = "Tocsin drill"


def run(settings: Settings, rule_id: str | None, patience: float) -> ExitStatus:
    """Send the article and return when its alert is there.

    Raises:
        Problem: no such rule, none that a drill can use, no broker.
    """
    article = drill_article(
        load_rules(settings.rules), rule_id, datetime.now(UTC), encoder_named(settings.networks)
    )
    with (
        watch(settings, until_idle=patience) as alerts,
        ArticleProducer(settings, tell_on_stderr) as producer,
    ):
        started = time.monotonic()
        producer.send(
            ArticleMessage(article.id.encode(), article.write(), article_headers(article))
        )
        producer.flush()
        confirmed = time.monotonic()
        for alert in alerts:
            if _is_of(alert, article):
                _tell(alert, confirmed - started, time.monotonic() - started)
                return ExitStatus.OK
            if time.monotonic() - started > patience:
                break
    typer.echo(
        f"no alert within {patience:g} s: check that a detector runs on "
        f"{settings.bootstrap_servers}, is ready, and has the rules of {settings.rules}",
        err=True,
    )
    return ExitStatus.INCOMPLETE


def drill_article(
    rules: Sequence[Rule], rule_id: str | None, now: datetime, encoder: Encoder
) -> Article:
    """Return an article that makes one of the rules ring, marked as an exercise.

    Raises:
        Problem: no such rule, or no single text among the cases that it rings for today.
    """
    asked = [rule for rule in rules if rule_id in {None, rule.id}]
    if not asked:
        message = f"there is no rule {rule_id}; see the files of TOCSIN_RULES"
        raise Problem(message)
    identity = f"drill-{uuid4().hex[:12]}"
    for rule in asked:
        texts = [case for case in rule.cases.fire if isinstance(case, str)]
        for text in texts if isinstance(rule, ThresholdRule) else []:
            article = Article(
                id=identity,
                source=OUTLET,
                text=text,
                published_at=now,
                language="en",
                status=Status.EXERCISE,
            )
            if _rings(article, rules, encoder):
                return article
    named = rule_id or "the rules"
    message = f"no single-text case of {named} fires today; a drill needs a threshold rule with one"
    raise Problem(message)


def _rings(article: Article, rules: Sequence[Rule], encoder: Encoder) -> bool:
    return any(
        exercised(report, rules_for(rules, report.event_type))
        for report in reports_of(article, encoder)
    )


def _is_of(alert: Alert, article: Article) -> bool:
    return any(source.article_id == article.id for source in alert.sources)


def _tell(alert: Alert, confirmed: float, seen: float) -> None:
    typer.echo(
        f"{alert.status}: alert {alert.id} ({alert.rule_id}) {seen:.2f} s after it was sent, "
        f"of which Kafka took {confirmed:.2f} s for the article"
    )
