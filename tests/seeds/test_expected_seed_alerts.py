"""The alerts that the seeds must give follow from the labels and the rules, and nothing else.

The judge is not asked: this says in a few lines what it must come to.
"""

from collections.abc import Iterator

from tests.seeds.seed_shapes import LabelledSeed, SeedLabel
from tocsin.schemas.alert import AlertKind
from tocsin.schemas.article import Moment
from tocsin.schemas.rule import Rule, ThresholdRule
from tocsin.services.demo.expected import ExpectedAlert

Labelled = dict[str, LabelledSeed]
Rules = tuple[Rule, ...]


def _rings(rule: ThresholdRule, event: SeedLabel) -> bool:
    when = rule.when
    return (
        event.type is when.event_type
        and (not when.subtypes or event.subtype in when.subtypes)
        and (not when.units or event.unit in when.units)
        and (not when.countries or event.country in when.countries)
        and event.modality in when.modalities
        and (event.quantity.figure or 0) >= rule.bands[0].at_least
        and not event.optional
    )


def _thresholds(rules: Rules) -> list[ThresholdRule]:
    return [rule for rule in rules if isinstance(rule, ThresholdRule)]


def _figures(
    labelled: Labelled, rules: Rules
) -> Iterator[tuple[Moment, str, ThresholdRule, str | None, int]]:
    for text in labelled.values():
        for event in text.events:
            for rule in _thresholds(rules):
                figure = event.quantity.figure
                if _rings(rule, event) and text.published_at and figure is not None:
                    yield text.published_at, text.id, rule, event.country, figure


def _due(labelled: Labelled, rules: Rules) -> Iterator[ExpectedAlert]:
    """Judge the labels by hand: an incident is one rule, one country and one day."""
    newest: dict[tuple[str, str | None, object], int] = {}
    ringing = sorted(_figures(labelled, rules), key=lambda one: one[:2])
    for published_at, article_id, rule, country, figure in ringing:
        incident = (rule.id, country, published_at.date())
        known = newest.get(incident)
        newest[incident] = figure
        if known != figure:
            yield ExpectedAlert(
                article_id=article_id,
                rule_id=rule.id,
                country=country or "XX",
                kind=AlertKind.INITIAL if known is None else AlertKind.UPDATE,
                figure=figure,
                severity=[b.severity for b in rule.bands if b.at_least <= figure][-1],
            )


def test_the_labels_give_the_expected_alerts_and_no_others(
    labelled: Labelled, rules: Rules, expected_alerts: tuple[ExpectedAlert, ...]
) -> None:
    ids = {rule.id for rule in _thresholds(rules)}
    expected = [alert for alert in expected_alerts if alert.rule_id in ids]
    assert sorted(map(repr, _due(labelled, rules))) == sorted(map(repr, expected))


def test_every_threshold_rings_at_least_once_on_the_seeds(
    rules: Rules, expected_alerts: tuple[ExpectedAlert, ...]
) -> None:
    rung = {alert.rule_id for alert in expected_alerts}
    assert {rule.id for rule in _thresholds(rules)} <= rung


def test_some_expected_alert_is_an_update_of_an_earlier_one(
    expected_alerts: tuple[ExpectedAlert, ...],
) -> None:
    first = [alert for alert in expected_alerts if alert.kind is AlertKind.INITIAL]
    updates = [alert for alert in expected_alerts if alert.kind is AlertKind.UPDATE]
    assert updates
    rung = {(alert.rule_id, alert.country) for alert in first}
    assert all((alert.rule_id, alert.country) in rung for alert in updates)
