"""Run the cases that a rule carries: what must ring and what must stay silent. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.article import Article
from tocsin.schemas.rule import Case, Dispatch, Rule, SequenceRule
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.reading.network.encoding import Encoder

_BEGIN: Final = datetime(2026, 1, 14, 12, tzinfo=UTC)
"""When a case begins, a Wednesday: "on Monday" is two days back."""


@dataclass(frozen=True, slots=True)
class FailedCase:
    """A case that came out otherwise."""

    rule_id: str
    case: str
    wanted: str


def failures(rule: Rule, rules: Sequence[Rule], encoder: Encoder) -> Iterator[FailedCase]:
    """Yield the cases of a rule that do not come out as they must.

    Args:
        rule: whose cases are run.
        rules: all rules; a sequence needs those that it names.
        encoder: with which the cases are read.
    """
    for case in rule.cases.fire:
        if not _rings(rule, case, rules, encoder):
            yield FailedCase(rule.id, _first_words(case), "it must ring and stays silent")
    for case in rule.cases.silent:
        if _rings(rule, case, rules, encoder):
            yield FailedCase(rule.id, _first_words(case), "it must stay silent and rings")


def alerts_of(
    rule: Rule, articles: Sequence[Article], rules: Sequence[Rule], encoder: Encoder
) -> list[Alert]:
    """Return what one rule makes of articles, by itself or with the rules that it names."""
    named = (*rule.first, *rule.then) if isinstance(rule, SequenceRule) else ()
    world = InMemoryJudge([rule, *(other for other in rules if other.id in named)])
    return [
        alert
        for article in articles
        for report in reports_of(article, encoder)
        for alert in world.push(report)
        if alert.rule_id == rule.id
    ]


def _rings(rule: Rule, case: Case, rules: Sequence[Rule], encoder: Encoder) -> bool:
    dispatches = (Dispatch(text=case),) if isinstance(case, str) else case
    articles = [
        Article(id=f"case-{n}", source=one.source, text=one.text, published_at=_BEGIN + one.at)
        for n, one in enumerate(dispatches)
    ]
    alerts = alerts_of(rule, articles, rules, encoder)
    return any(alert.kind is AlertKind.INITIAL for alert in alerts)


def _first_words(case: Case) -> str:
    return case if isinstance(case, str) else " / ".join(one.text for one in case)
