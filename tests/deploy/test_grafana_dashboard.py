"""The committed dashboard is what its builder gives, explains itself, and asks for real metrics."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.detector.metrics import Metrics

GRAFANA = Path(__file__).resolve().parents[2] / "deploy" / "grafana"
COMMITTED = GRAFANA / "dashboards" / "tocsin.json"


@pytest.fixture(scope="module")
def panels() -> list[dict[str, Any]]:
    board = json.loads(COMMITTED.read_text(encoding="utf-8"))
    return [panel for panel in board["panels"] if panel["type"] != "row"]


def test_the_committed_dashboard_is_what_the_builder_gives() -> None:
    pytest.importorskip("grafana_foundation_sdk", reason="the dashboard's builder is not installed")
    from deploy.grafana.build import built  # noqa: PLC0415 - needs what was looked for above

    assert COMMITTED.read_text(encoding="utf-8") == built()


def test_every_panel_has_a_unit_and_a_description(panels: list[dict[str, Any]]) -> None:
    assert len(panels) >= 10
    bare = [
        panel["title"]
        for panel in panels
        if not panel.get("description") or not panel["fieldConfig"]["defaults"].get("unit")
    ]
    assert bare == []


def test_every_panel_asks_only_for_metrics_that_the_detector_exports(
    panels: list[dict[str, Any]],
) -> None:
    families = {family.name: family for family in Metrics().registry.collect()}
    asked = {
        name
        for panel in panels
        for target in panel["targets"]
        for name in re.findall(r"tocsin_\w+", target["expr"])
    }
    assert asked
    assert {re.sub(r"_(total|bucket)$", "", name) for name in asked} <= families.keys()


def test_every_panel_asks_the_provisioned_datasource(panels: list[dict[str, Any]]) -> None:
    provisioned = GRAFANA / "provisioning" / "datasources" / "prometheus.yml"
    (source,) = yaml.safe_load(provisioned.read_text(encoding="utf-8"))["datasources"]
    asked = {target["datasource"]["uid"] for panel in panels for target in panel["targets"]}
    assert asked == {source["uid"]}
