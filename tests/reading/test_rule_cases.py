"""The cases that each default rule states of itself: what it rings for, and what leaves it silent.

A rule is judged alone, so that a case shows the reading of one event type.
"""

from pathlib import Path

import pytest
from reading.told import reports

from schemas.rule import Rule
from services.detector.judging.judge import judge
from services.detector.judging.state import CountryState
from services.detector.rulebook import load_rules

RULES = load_rules(Path(__file__).parents[2] / "seeds" / "rules")


def _rings(rule: Rule, text: str) -> bool:
    return any(judge(CountryState(), report, (rule,)).alerts for report in reports(text))


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        pytest.param(rule, text, id=f"{rule.id}: {text}")
        for rule in RULES
        for text in rule.cases.fire
    ],
)
def test_a_rule_rings_for_its_cases(rule: Rule, text: str) -> None:
    assert _rings(rule, text)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        pytest.param(rule, text, id=f"{rule.id}: {text}")
        for rule in RULES
        for text in rule.cases.silent
    ],
)
def test_a_rule_is_silent_for_its_counter_cases(rule: Rule, text: str) -> None:
    assert not _rings(rule, text)
