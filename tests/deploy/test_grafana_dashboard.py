"""The committed dashboards are what their builders give, explain themselves, and lead somewhere."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tocsin.services.archive.metrics import ArchiveMetrics
from tocsin.services.board.metrics import BoardMetrics
from tocsin.services.detector.metrics import DetectorMetrics
from tocsin.services.feeder.live.metrics import SourceMetrics
from tocsin.services.notifier.metrics import NotifierMetrics

ROOT = Path(__file__).resolve().parents[2]
GRAFANA = ROOT / "deploy" / "grafana"
FILES = sorted((GRAFANA / "dashboards").glob("*.json"))
BOARDS = {file.name: json.loads(file.read_text(encoding="utf-8")) for file in FILES}

Panel = dict[str, Any]


def _panels(board: Panel) -> list[Panel]:
    return [panel for panel in board["panels"] if panel["type"] != "row"]


LEADING_TO_THE_BOARD = {"Latest alerts", "Not acknowledged"}
ALL_PANELS = [panel for board in BOARDS.values() for panel in _panels(board)]


def test_there_are_three_dashboards() -> None:
    assert set(BOARDS) == {"desk.json", "operations.json", "situation.json"}
    assert {board["uid"] for board in BOARDS.values()} == {
        "tocsin-desk",
        "tocsin-operations",
        "tocsin-situation",
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_committed_dashboard_is_what_the_builder_gives(file: Path) -> None:
    pytest.importorskip("grafana_foundation_sdk", reason="the dashboards' builder is not installed")
    from deploy.grafana.build import built  # noqa: PLC0415 - needs what was looked for above

    assert file.read_text(encoding="utf-8") == built(file.name)


@pytest.mark.parametrize("name", BOARDS)
def test_the_sdk_reads_the_dashboard_back_as_it_is(name: str) -> None:
    models = pytest.importorskip(
        "grafana_foundation_sdk.models.dashboard", reason="the dashboards' builder is not installed"
    )
    read = models.Dashboard.from_json(json.loads(json.dumps(BOARDS[name])))
    assert read.uid == BOARDS[name]["uid"]
    assert len(read.panels) == len(BOARDS[name]["panels"])


def test_every_panel_has_a_unit_and_a_description() -> None:
    assert len(ALL_PANELS) >= 30
    bare = [
        panel["title"]
        for panel in ALL_PANELS
        if not panel.get("description") or not panel["fieldConfig"]["defaults"].get("unit")
    ]
    assert bare == []


@pytest.mark.parametrize("name", BOARDS)
def test_panels_stand_beside_each_other_and_not_on_each_other(name: str) -> None:
    cells: dict[tuple[int, int], str] = {}
    for panel in BOARDS[name]["panels"]:
        grid = panel["gridPos"]
        assert grid["x"] + grid["w"] <= 24, panel["title"]
        for x in range(grid["x"], grid["x"] + grid["w"]):
            for y in range(grid["y"], grid["y"] + grid["h"]):
                assert cells.setdefault((x, y), panel["title"]) == panel["title"]


def test_every_panel_asks_only_for_metrics_that_a_service_exports() -> None:
    services = (
        DetectorMetrics(),
        BoardMetrics(),
        ArchiveMetrics(),
        NotifierMetrics(),
        SourceMetrics(),
    )
    exported = {family.name for service in services for family in service.registry.collect()}
    asked = {
        name
        for panel in ALL_PANELS
        for target in panel["targets"]
        for name in re.findall(r"(?<![:\w])tocsin_\w+", target.get("expr", ""))
    }
    assert len(asked) >= 10
    assert {re.sub(r"_(total|bucket|count|sum)$", "", name) for name in asked} <= exported


def test_every_series_of_a_recording_rule_is_recorded() -> None:
    rules = ROOT / "deploy" / "prometheus" / "rules" / "recording.yml"
    groups = yaml.safe_load(rules.read_text(encoding="utf-8"))["groups"]
    recorded = {rule["record"] for group in groups for rule in group["rules"]}
    asked = {
        name
        for panel in ALL_PANELS
        for target in panel["targets"]
        for name in re.findall(r"\w+:tocsin_\w+:\w+", target.get("expr", ""))
    }
    assert len(asked) >= 5
    assert asked <= recorded


def test_every_panel_asks_a_provisioned_datasource() -> None:
    provisioned = {}
    for file in (GRAFANA / "provisioning" / "datasources").glob("*.yml"):
        for source in yaml.safe_load(file.read_text(encoding="utf-8"))["datasources"]:
            provisioned[source["uid"]] = source["type"]
    for panel in ALL_PANELS:
        for target in panel["targets"]:
            source = target["datasource"]
            assert provisioned[source["uid"]] == source["type"]
            assert panel["datasource"] == source, panel["title"]
            assert ("rawSql" in target) is (source["uid"] == "archive")


def test_the_situation_can_be_narrowed_by_country_type_and_severity() -> None:
    variables = {one["name"]: one for one in BOARDS["situation.json"]["templating"]["list"]}
    assert [name for name, one in variables.items() if one["multi"]] == [
        "country",
        "type",
        "severity",
    ]
    for panel in _panels(BOARDS["situation.json"]):
        for target in panel["targets"]:
            for name in ("country", "type", "severity"):
                assert "expr" in target or f"${{{name}:sqlstring}}" in target["rawSql"]


def test_an_alert_leads_to_its_page_on_the_board() -> None:
    variables = {one["name"]: one for one in BOARDS["situation.json"]["templating"]["list"]}
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    (port,) = compose["services"]["board"]["ports"]
    assert variables["board"]["query"] == f"http://localhost:{port.rsplit(':', 1)[1]}"
    tables = [panel for panel in ALL_PANELS if panel["title"] in LEADING_TO_THE_BOARD]
    links = [
        link["url"]
        for table in tables
        for override in table["fieldConfig"]["overrides"]
        for value in override["properties"]
        if value["id"] == "links"
        for link in value["value"]
    ]
    assert links == ["${board}/alerts/${__data.fields.id}"] * len(LEADING_TO_THE_BOARD)


def test_changed_rules_are_marked_on_every_dashboard() -> None:
    for board in BOARDS.values():
        (mark,) = board["annotations"]["list"]
        assert "tocsin_rule_reloads_total" in mark["expr"]
        assert mark["enable"] is True


def test_the_home_dashboard_is_one_of_them() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    home = compose["services"]["grafana"]["environment"][
        "GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"
    ]
    assert Path(home).name in BOARDS
