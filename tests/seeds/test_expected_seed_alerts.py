"""The alerts that the seeds must give follow from the labels and the rules, and nothing else."""

from collections.abc import Iterator

from schemas.alert import AlertKind
from schemas.rule import ThresholdRule
from tests.seeds.seed_shapes import Event, ExpectedAlert, LabelledText

Labelled = dict[str, LabelledText]
Rules = dict[str, ThresholdRule]


def _meets(rule: ThresholdRule, event: Event) -> bool:
    when = rule.when
    return (
        event.type is when.event_type
        and (not when.subtypes or event.subtype in when.subtypes)
        and (not when.units or event.unit in when.units)
        and (not when.countries or event.country in when.countries)
        and event.modality in when.modalities
        and (event.quantity.figure or 0) >= rule.bands[0].at_least
    )


def _due(labelled: Labelled, rules: Rules) -> Iterator[ExpectedAlert]:
    """Judge the labels by hand: an incident is one rule, one country and one day."""
    newest: dict[tuple[str, str | None, object], int] = {}
    for text in sorted(labelled.values(), key=lambda text: str(text.published_at)):
        for event in text.events:
            for rule in rules.values():
                figure = event.quantity.figure
                if event.optional or figure is None or not _meets(rule, event):
                    continue
                assert text.published_at is not None
                incident = (rule.id, event.country, text.published_at.date())
                known = newest.get(incident)
                newest[incident] = figure
                if known == figure:
                    continue
                yield ExpectedAlert(
                    article_id=text.id,
                    rule_id=rule.id,
                    country=event.country or "XX",
                    kind=AlertKind.INITIAL if known is None else AlertKind.UPDATE,
                    figure=figure,
                    severity=[b.severity for b in rule.bands if b.at_least <= figure][-1],
                )


def test_the_labels_give_the_expected_alerts_and_no_others(
    labelled: Labelled, rules: Rules, expected_alerts: list[ExpectedAlert]
) -> None:
    assert sorted(map(repr, _due(labelled, rules))) == sorted(map(repr, expected_alerts))


def test_every_rule_rings_at_least_once_on_the_seeds(
    rules: Rules, expected_alerts: list[ExpectedAlert]
) -> None:
    assert {alert.rule_id for alert in expected_alerts} == rules.keys()


def test_some_expected_alert_is_an_update_of_an_earlier_one(
    expected_alerts: list[ExpectedAlert],
) -> None:
    updates = [alert for alert in expected_alerts if alert.kind is AlertKind.UPDATE]
    first = {
        (alert.rule_id, alert.country)
        for alert in expected_alerts
        if alert.kind is AlertKind.INITIAL
    }
    assert updates
    assert all((alert.rule_id, alert.country) in first for alert in updates)
