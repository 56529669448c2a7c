"""The seeds ring as they must: offline here, and live in `make demo`."""

from seed_reports import seed_reports

from tocsin.schemas.alert import Alert, Change
from tocsin.services.demo.expected import ExpectedAlert, expected_alerts
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import SEEDS

OF_FIGURES = {
    Change.FIRST_REPORT,
    Change.FIGURE_UP,
    Change.FIGURE_DOWN,
    Change.CORRECTION,
}


def given_alerts() -> list[tuple[str, Alert]]:
    """Read and judge all seeds in the order of publication."""
    world = InMemoryJudge(load_rules(SEEDS / "rules"))
    return [
        (article.id, alert) for article, report in seed_reports() for alert in world.push(report)
    ]


def test_the_seeds_give_the_expected_alerts_and_no_others() -> None:
    given = [
        ExpectedAlert(
            article_id=article_id,
            rule_id=alert.rule_id,
            country=alert.country or "XX",
            kind=alert.kind,
            figure=alert.quantity.figure or 0,
            severity=alert.severity,
        )
        for article_id, alert in given_alerts()
        if alert.change in OF_FIGURES
    ]

    assert sorted(map(str, given)) == sorted(map(str, expected_alerts()))


def test_the_thousand_soldiers_ring_with_who_says_so_and_the_sentence() -> None:
    (crossing,) = [
        alert
        for _, alert in given_alerts()
        if alert.rule_id == "border-crossing-troops" and alert.revision == 1
    ]

    (source,) = crossing.sources
    assert source.source == "Border Wire"
    assert "1,037 Myanmar soldiers crossed the border into Thailand" in source.evidence.sentence
    assert crossing.country == "THA"
    assert crossing.severity == "Severe"
