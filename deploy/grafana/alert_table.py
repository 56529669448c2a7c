"""The latest alerts with a way to each on the board."""

from collections.abc import Mapping

from grafana_foundation_sdk.builders.table import Panel
from grafana_foundation_sdk.models.dashboard import DynamicConfigValue

from deploy.grafana.panels import Text, rows
from deploy.grafana.situation_sql import LATEST, STORIES


def alert_table(colors: Mapping[str, str], *, width: int) -> Panel:
    """Return the table; the title of an alert leads to its page on the board.

    Args:
        colors: by CAP severity.
        width: columns of 24.
    """
    text = Text(
        "Latest alerts",
        "short",
        "Current alerts, newest report first, at most 200: best figure, lowest and "
        "highest figure of any source, and the number of independent sources. The title "
        "links to the sources and their sentences.",
    )
    units = {"newest report": "dateTimeFromNow"}
    return linked(rows(text, LATEST, units, width=width).height(14), colors)


def story_table(colors: Mapping[str, str], *, width: int) -> Panel:
    """Return the stories, each once with all its measures.

    Args:
        colors: by CAP severity.
        width: columns of 24.
    """
    text = Text(
        "Stories",
        "short",
        "Each event once, newest report first, at most 200: its most severe alert, and "
        "what was counted of it. The title links to that alert.",
    )
    units = {"newest report": "dateTimeFromNow"}
    return linked(rows(text, STORIES, units, width=width).height(10), colors)


def linked(panel: Panel, colors: Mapping[str, str]) -> Panel:
    """Let the title lead to the alert's page, and color the severity; the id stays hidden."""
    return (
        panel.override_by_name("title", [_link(), _config("custom.width", 260)])
        .override_by_name("severity", [_mapping(colors), _config("custom.cellOptions", _COLORED)])
        .override_by_name("id", [_config("custom.hidden", True)])  # noqa: FBT003 - a value of JSON
    )


_COLORED = {"type": "color-text"}


def _link() -> DynamicConfigValue:
    url = "${board}/alerts/${__data.fields.id}"
    links = [{"title": "On the board", "url": url, "targetBlank": True}]
    return _config("links", links)


def _mapping(colors: Mapping[str, str]) -> DynamicConfigValue:
    options = {
        name: {"color": color, "index": index} for index, (name, color) in enumerate(colors.items())
    }
    return _config("mappings", [{"type": "value", "options": options}])


def _config(name: str, value: object) -> DynamicConfigValue:
    return DynamicConfigValue(id_val=name, value=value)
