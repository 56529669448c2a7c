"""The kinds of panel. Each asks for a unit and a description, so that no number stands alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from grafana_foundation_sdk.builders import common as common_builders
from grafana_foundation_sdk.builders import dashboard as dashboard_builders
from grafana_foundation_sdk.builders import stat, table, timeseries
from grafana_foundation_sdk.models import common
from grafana_foundation_sdk.models.dashboard import (
    DataTransformerConfig,
    DynamicConfigValue,
    FieldColorModeId,
    Threshold,
    ThresholdsMode,
)
from grafana_foundation_sdk.models.prometheus import PromQueryFormat

from deploy.grafana.queries import POSTGRES, PROMETHEUS, Sql, promql, series

FULL_WIDTH: Final = 24
"""Columns of Grafana's grid."""

_HEIGHT: Final = 8
_STAT_HEIGHT: Final = 4


@dataclass(frozen=True, slots=True)
class Text:
    """What a panel says about itself."""

    title: str
    unit: str
    """One of Grafana's unit ids: "short" is a bare count, "s" seconds."""
    description: str


def number(text: Text, expression: str, legend: str = "", *, width: int) -> stat.Panel:
    """Return the newest value of an expression, large."""
    target = promql(expression, legend, "A").instant()
    return _number(text, width).datasource(PROMETHEUS).with_target(target)


def archived_number(text: Text, statement: str, *, width: int) -> stat.Panel:
    """Return the one value that SQL gives, large."""
    return _number(text, width).datasource(POSTGRES).with_target(Sql(statement))


def judged(panel: stat.Panel, steps: Sequence[tuple[float | None, str]]) -> stat.Panel:
    """Color a number by its value.

    Args:
        panel: the number.
        steps: from which value on which color; the first from None, without an end.
    """
    return panel.color_mode(common.BigValueColorMode.VALUE).thresholds(thresholds(steps))


def name(text: Text, expression: str, legend: str, *, width: int) -> stat.Panel:
    """Return the label that an expression carries, large; its value says nothing."""
    return number(text, expression, legend, width=width).text_mode(common.BigValueTextMode.NAME)


def lines(text: Text, queries: Mapping[str, str], *, width: int) -> timeseries.Panel:
    """Return curves over time.

    Args:
        text: title, unit and description.
        queries: PromQL by its legend.
        width: columns of 24.
    """
    panel = _over_time(text, width).datasource(PROMETHEUS)
    for index, (legend, expression) in enumerate(queries.items()):
        panel.with_target(promql(expression, legend, chr(ord("A") + index)))
    return panel


def bars(text: Text, statement: str, *, width: int, least: str = "1h") -> timeseries.Panel:
    """Return counts over time from PostgreSQL, one on another.

    Args:
        text: title, unit and description.
        statement: SQL that gives time, metric and value.
        width: columns of 24.
        least: the shortest time of one bar, as Grafana writes it.
    """
    return (
        _over_time(text, width)
        .datasource(POSTGRES)
        .interval(least)
        .max_data_points(100)
        .draw_style(common.GraphDrawStyle.BARS)
        .fill_opacity(80)
        .stacking(common_builders.StackingConfig().mode(common.StackingMode.NORMAL).group("A"))
        .with_target(series(statement))
    )


def archived_lines(text: Text, statement: str, *, width: int) -> timeseries.Panel:
    """Return values over time from PostgreSQL, a line and its points for each metric."""
    return (
        _over_time(text, width)
        .datasource(POSTGRES)
        .interval("1h")
        .max_data_points(100)
        .show_points(common.VisibilityMode.ALWAYS)
        .with_target(series(statement))
    )


def unstacked(panel: timeseries.Panel, names: Sequence[str]) -> timeseries.Panel:
    """Draw these series as lines before the bars and not on them."""
    for label in names:
        panel.override_by_name(
            label,
            [
                DynamicConfigValue(id_val="custom.drawStyle", value="line"),
                DynamicConfigValue(id_val="custom.fillOpacity", value=0),
                DynamicConfigValue(id_val="custom.stacking", value={"mode": "none", "group": "A"}),
            ],
        )
    return panel


def bounded(panel: timeseries.Panel, limit: float) -> timeseries.Panel:
    """Draw a line where the curves should stay below."""
    style = common_builders.GraphThresholdsStyleConfig().mode(
        common.GraphThresholdsStyleMode.DASHED
    )
    return panel.thresholds_style(style).thresholds(
        thresholds([(None, "transparent"), (limit, "red")])
    )


def painted(panel: timeseries.Panel, colors: Mapping[str, str]) -> timeseries.Panel:
    """Give each of these series its color, the same wherever it is shown."""
    for label, color in colors.items():
        fixed = {"mode": FieldColorModeId.FIXED.value, "fixedColor": color}
        panel.override_by_name(label, [DynamicConfigValue(id_val="color", value=fixed)])
    return panel


def counts(text: Text, expression: str, columns: tuple[str, ...], *, width: int) -> table.Panel:
    """Return a table of the labels of an instant vector and its values, greatest first."""
    order = {column: index for index, column in enumerate((*columns, "Value"))}
    organize = {
        "excludeByName": {"Time": True},
        "indexByName": order,
        "renameByName": {"Value": text.title},
    }
    return (
        _table(text, width)
        .datasource(PROMETHEUS)
        .with_target(promql(expression, "", "A").instant().format(PromQueryFormat.TABLE))
        .with_transformation(DataTransformerConfig(id_val="organize", options=organize))
        .sort_by(
            [common_builders.TableSortByFieldState().display_name(text.title).desc(True)]  # noqa: FBT003 - the builder's own form
        )
    )


def rows(text: Text, statement: str, units: Mapping[str, str], *, width: int) -> table.Panel:
    """Return a table of what SQL gives, in its order.

    Args:
        text: title, unit and description; the unit is of every column that is not named.
        statement: SQL.
        units: Grafana's unit ids by column.
        width: columns of 24.
    """
    panel = _table(text, width).datasource(POSTGRES).with_target(Sql(statement))
    for column, unit in units.items():
        panel.override_by_name(column, [DynamicConfigValue(id_val="unit", value=unit)])
    return panel


def thresholds(steps: Sequence[tuple[float | None, str]]) -> dashboard_builders.ThresholdsConfig:
    """Return from which value on which color; the first from None, without an end."""
    return (
        dashboard_builders.ThresholdsConfig()
        .mode(ThresholdsMode.ABSOLUTE)
        .steps([Threshold(value=value, color=color) for value, color in steps])
    )


def row(title: str) -> dashboard_builders.Row:
    """Return a heading over the panels that follow."""
    return dashboard_builders.Row(title)


def _number(text: Text, width: int) -> stat.Panel:
    return (
        stat.Panel()
        .title(text.title)
        .description(text.description)
        .unit(text.unit)
        .decimals(0)
        .height(_STAT_HEIGHT)
        .span(width)
        .color_mode(common.BigValueColorMode.NONE)
        .graph_mode(common.BigValueGraphMode.NONE)
        .reduce_options(common_builders.ReduceDataOptions().calcs(["lastNotNull"]))
    )


def _over_time(text: Text, width: int) -> timeseries.Panel:
    return (
        timeseries.Panel()
        .title(text.title)
        .description(text.description)
        .unit(text.unit)
        .min(0)
        .height(_HEIGHT)
        .span(width)
        .fill_opacity(10)
        .show_points(common.VisibilityMode.NEVER)
        .legend(
            common_builders.VizLegendOptions()
            .display_mode(common.LegendDisplayMode.TABLE)
            .placement(common.LegendPlacement.RIGHT)
            .calcs(["lastNotNull", "max"])
            .show_legend(True)  # noqa: FBT003 - the builder's own form
        )
        .tooltip(common_builders.VizTooltipOptions().mode(common.TooltipDisplayMode.MULTI))
    )


def _table(text: Text, width: int) -> table.Panel:
    return (
        table.Panel()
        .title(text.title)
        .description(text.description)
        .unit(text.unit)
        .height(_HEIGHT)
        .span(width)
    )
