"""The kinds of panel. Each asks for a unit and a description, so that no number stands alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from grafana_foundation_sdk.builders import common as common_builders
from grafana_foundation_sdk.builders import dashboard as dashboard_builders
from grafana_foundation_sdk.builders import stat, table, timeseries
from grafana_foundation_sdk.builders.prometheus import Dataquery
from grafana_foundation_sdk.models import common
from grafana_foundation_sdk.models.dashboard import (
    DataSourceRef,
    DataTransformerConfig,
    DynamicConfigValue,
    FieldColorModeId,
)
from grafana_foundation_sdk.models.prometheus import PromQueryFormat

PROMETHEUS: Final = DataSourceRef(type_val="prometheus", uid="prometheus")
"""As provisioned in provisioning/datasources/prometheus.yml."""

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
    return (
        stat.Panel()
        .title(text.title)
        .description(text.description)
        .unit(text.unit)
        .decimals(0)
        .datasource(PROMETHEUS)
        .height(_STAT_HEIGHT)
        .span(width)
        .color_mode(common.BigValueColorMode.NONE)
        .graph_mode(common.BigValueGraphMode.NONE)
        .reduce_options(common_builders.ReduceDataOptions().calcs(["lastNotNull"]))
        .no_value("0")
        .with_target(_query(expression, legend, "A").instant())
    )


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
    panel = (
        timeseries.Panel()
        .title(text.title)
        .description(text.description)
        .unit(text.unit)
        .min(0)
        .datasource(PROMETHEUS)
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
    for index, (legend, expression) in enumerate(queries.items()):
        panel.with_target(_query(expression, legend, chr(ord("A") + index)))
    return panel


def painted(panel: timeseries.Panel, colors: Mapping[str, str]) -> timeseries.Panel:
    """Give each of these series its color, the same wherever it is shown."""
    for series, color in colors.items():
        fixed = {"mode": FieldColorModeId.FIXED.value, "fixedColor": color}
        panel.override_by_name(series, [DynamicConfigValue(id_val="color", value=fixed)])
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
        table.Panel()
        .title(text.title)
        .description(text.description)
        .unit(text.unit)
        .datasource(PROMETHEUS)
        .height(_HEIGHT)
        .span(width)
        .with_target(_query(expression, "", "A").instant().format(PromQueryFormat.TABLE))
        .with_transformation(DataTransformerConfig(id_val="organize", options=organize))
        .sort_by(
            [common_builders.TableSortByFieldState().display_name(text.title).desc(True)]  # noqa: FBT003 - the builder's own form
        )
    )


def row(title: str) -> dashboard_builders.Row:
    """Return a heading over the panels that follow."""
    return dashboard_builders.Row(title)


def _query(expression: str, legend: str, ref_id: str) -> Dataquery:
    return Dataquery().expr(expression).legend_format(legend).ref_id(ref_id).datasource(PROMETHEUS)
