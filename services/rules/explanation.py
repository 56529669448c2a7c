"""Why did a rule ring for an article, or not? Step by step, in words. Pure."""

from collections.abc import Iterator, Sequence

from tocsin.schemas.alert import Alert
from tocsin.schemas.article import Article
from tocsin.schemas.report import Report
from tocsin.schemas.rule import IncidentRule, Rule, SequenceRule, ThresholdRule
from tocsin.services.judging.alerts.title import event_words
from tocsin.services.judging.incidents.event_place import where
from tocsin.services.judging.rules.conditions import Miss, checks, standing
from tocsin.services.plain_text import counted
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.reading.network.encoding import Encoder
from tocsin.services.rules.cases import alerts_of
from tocsin.services.stories.measure import measured

_ASKED = {
    Miss.TYPE: "event type",
    Miss.SUBTYPE: "subtype",
    Miss.MODALITY: "modality",
    Miss.SCOPE: "scope",
    Miss.UNIT: "unit",
    Miss.COUNTRY: "country",
    Miss.ACTOR: "actor",
    Miss.PLACE: "place",
    Miss.SOURCE: "outlet",
    Miss.LANGUAGE: "language",
    Miss.UNSURE: "confidence",
    Miss.NO_DATE: "publication date",
}


def explanation(
    rule: Rule, articles: Sequence[Article], rules: Sequence[Rule], encoder: Encoder
) -> Iterator[str]:
    """Yield the steps of judging articles by one rule, a line each."""
    yield f"rule {rule.id}, version {rule.version} ({rule.kind}): {rule.title}"
    for article in articles:
        reports = reports_of(article, encoder)
        yield f"article {article.id}: {counted(len(reports), 'event')} reported"
        for report in reports:
            yield f"  {_told(report)}"
            if isinstance(rule, IncidentRule):
                yield from _looked_at(rule, report)
    alerts = alerts_of(rule, articles, rules, encoder)
    if not alerts:
        yield f"=> silent{_also_asked(rule)}"
    for alert in alerts:
        yield f"=> {alert.kind}, {alert.severity}: {alert.why}"
        yield from _joined(alert)


def _joined(alert: Alert) -> Iterator[str]:
    """Yield why each report of an alert is one with a report before it."""
    articles = {source.report_id: source.article_id for source in alert.sources}
    for source in alert.sources:
        if source.joined_with is not None and source.joined_because is not None:
            other = articles.get(source.joined_with, source.joined_with)
            yield f"   {source.article_id} is one with {other}: {source.joined_because}"


def _told(report: Report) -> str:
    return (
        f"{event_words(report)}, {report.modality}: {measured(report.quantity, report.unit)}, "
        f"{where(report.country, report.from_country, report.place)}: “{report.evidence.sentence}”"
    )


def _looked_at(rule: IncidentRule, report: Report) -> Iterator[str]:
    has = {
        Miss.TYPE: report.event_type,
        Miss.SUBTYPE: report.subtype,
        Miss.MODALITY: report.modality,
        Miss.SCOPE: report.scope,
        Miss.UNIT: report.unit,
        Miss.COUNTRY: report.country,
        Miss.ACTOR: report.actor,
        Miss.PLACE: report.place.name if report.place else None,
        Miss.SOURCE: report.source,
        Miss.UNSURE: report.confidence,
        Miss.NO_DATE: report.published_at,
    }
    for miss, is_met in checks(rule.when, report):
        if not is_met:
            yield f"    no: {_ASKED[miss]} is {has[miss] or 'not known'}"
            return
    yield "    yes: all of the condition is met"
    stands = standing(rule.bands, report.quantity.figure)
    if stands.band is not None:
        yield f"    yes: the figure reaches {stands.band.at_least:,} ({stands.band.severity})"
    elif isinstance(rule, ThresholdRule):
        yield f"    no: {stands.miss} ({rule.bands[0].at_least:,})"


def _also_asked(rule: Rule) -> str:
    """Return what else a kind asks for that these articles by themselves may not give."""
    if isinstance(rule, SequenceRule):
        return f": it needs one of {', '.join(rule.first)}, then one of {', '.join(rule.then)}"
    if isinstance(rule, ThresholdRule):
        return ""
    return f": a {rule.kind} rule also looks at what came before these articles"
