"""Prometheus's own tools read the rules and routes, and run the cases of tests/deploy/rules."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PROMETHEUS = ROOT / "deploy" / "prometheus"
ALERTMANAGER = ROOT / "deploy" / "alertmanager" / "alertmanager.yml"
CASES = sorted((Path(__file__).parent / "rules").glob("*.yml"))


def _run(tool: str, *arguments: str | Path) -> str:
    """Run a tool that must succeed, and return what it printed."""
    program = shutil.which(tool)
    if program is None:
        pytest.skip(f"{tool} is not installed (on Debian: prometheus and prometheus-alertmanager)")
    done = subprocess.run(
        [program, *arguments], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def alerts() -> list[dict[str, Any]]:
    loaded = yaml.safe_load((PROMETHEUS / "rules" / "alerting.yml").read_text(encoding="utf-8"))
    return [rule for group in loaded["groups"] for rule in group["rules"]]


def test_prometheus_takes_its_configuration_and_all_rule_files() -> None:
    assert "2 rule files found" in _run(
        "promtool", "check", "config", PROMETHEUS / "prometheus.yml"
    )


@pytest.mark.parametrize("cases", CASES, ids=lambda path: path.stem)
def test_the_rules_ring_and_are_silent_as_the_cases_say(cases: Path) -> None:
    assert "SUCCESS" in _run("promtool", "test", "rules", cases)


def test_every_alert_has_a_case_in_which_it_rings_and_one_in_which_it_is_silent(
    alerts: list[dict[str, Any]],
) -> None:
    cases = [case for path in CASES for case in yaml.safe_load(path.read_text())["tests"]]
    rang, silent = set(), set()
    for case in cases:
        for told in case.get("promql_expr_test", ()):
            rang |= {
                name
                for sample in told["exp_samples"]
                for name in re.findall(r'alertname="(\w+)"', sample["labels"])
            }
            if not told["exp_samples"]:
                silent |= _fitting(told["expr"], alerts)
    names = {rule["alert"] for rule in alerts}
    assert names - rang == set()
    assert names - silent == set()


def _fitting(expression: str, alerts: list[dict[str, Any]]) -> set[str]:
    """Return the alerts that an expression over ALERTS asks for."""
    matchers = re.findall(r'alertname(=~|!~|=)"([^"]+)"', expression)
    fits = {
        "=": lambda name, value: name == value,
        "=~": lambda name, value: re.fullmatch(value, name) is not None,
        "!~": lambda name, value: re.fullmatch(value, name) is None,
    }
    return {
        rule["alert"]
        for rule in alerts
        if all(fits[kind](rule["alert"], value) for kind, value in matchers)
    }


def test_every_alert_says_what_is_wrong_who_is_called_and_where_its_remedy_is(
    alerts: list[dict[str, Any]],
) -> None:
    headings = re.findall(
        r"^### (.+)$", (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    anchors = {heading.lower().replace(" ", "-") for heading in headings}
    for rule in alerts:
        page, anchor = rule["annotations"]["runbook_url"].split("#")
        assert page == "docs/runbook.md"
        assert anchor == rule["alert"].lower()
        assert anchor in anchors
        assert rule["annotations"]["summary"].endswith(".")
        assert rule["labels"]["severity"] in {"page", "ticket"}


def test_alertmanager_takes_its_configuration() -> None:
    assert "SUCCESS" in _run("amtool", "check-config", ALERTMANAGER)


@pytest.mark.parametrize(("severity", "receiver"), [("page", "on-call"), ("ticket", "morning")])
def test_who_is_called_follows_the_severity(severity: str, receiver: str) -> None:
    told = _run(
        "amtool",
        "config",
        "routes",
        "test",
        f"--config.file={ALERTMANAGER}",
        f"severity={severity}",
    )
    assert told.strip() == receiver


def test_alertmanager_holds_back_only_alerts_that_there_are(alerts: list[dict[str, Any]]) -> None:
    names = {rule["alert"] for rule in alerts}
    config = yaml.safe_load(ALERTMANAGER.read_text(encoding="utf-8"))
    for rule in config["inhibit_rules"]:
        for matcher in (*rule["source_matchers"], *rule["target_matchers"]):
            named = re.fullmatch(r'alertname =~? "([\w|]+)"', matcher)
            assert named is not None, matcher
            assert set(named[1].split("|")) <= names
