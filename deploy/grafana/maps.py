"""A world map of places that SQL gives, without a host outside."""

from collections.abc import Sequence
from typing import Final

from grafana_foundation_sdk.builders import common as common_builders
from grafana_foundation_sdk.builders import geomap
from grafana_foundation_sdk.models.common import FrameGeometrySourceMode
from grafana_foundation_sdk.models.geomap import TooltipMode

from deploy.grafana.panels import Text, thresholds
from deploy.grafana.queries import POSTGRES, Sql

_OUTLINES: Final = "public/maps/countries.geojson"
"""Comes with Grafana; any other base layer asks a tile server for every look."""

_HEIGHT: Final = 14


def world_map(
    text: Text, statement: str, steps: Sequence[tuple[float | None, str]], *, width: int
) -> geomap.Panel:
    """Return a map with a mark for each row.

    Args:
        text: title, unit and description.
        statement: SQL with the columns latitude, longitude, level and what the tooltip shows.
        steps: from which level on which color.
        width: columns of 24.
    """
    return (
        geomap.Panel()
        .title(text.title)
        .description(text.description)
        .unit(text.unit)
        .datasource(POSTGRES)
        .height(_HEIGHT)
        .span(width)
        .view(geomap.MapViewConfig().id("zero").lat(20).lon(20).zoom(2))
        .controls(geomap.ControlsOptions().show_zoom(True).mouse_wheel_zoom(False))  # noqa: FBT003
        .tooltip(geomap.TooltipOptions().mode(TooltipMode.DETAILS))
        .basemap(_outlines())
        .layers([_marks()])
        .thresholds(thresholds(steps))
        .with_target(Sql(statement))
    )


def _outlines() -> common_builders.MapLayerOptions:
    style = {"color": {"fixed": "#8a8f98"}, "opacity": 0.25, "lineWidth": 1}
    config = {"src": _OUTLINES, "rules": [], "style": style}
    return (
        common_builders.MapLayerOptions()
        .type("geojson")
        .name("Countries")
        .config(config)
        .tooltip(False)  # noqa: FBT003 - the builder's own form
    )


def _marks() -> common_builders.MapLayerOptions:
    style = {
        "color": {"field": "level", "fixed": "gray"},
        "opacity": 0.8,
        "size": {"fixed": 7, "min": 2, "max": 15},
        "symbol": {"fixed": "img/icons/marker/circle.svg", "mode": "fixed"},
    }
    where = (
        common_builders.FrameGeometrySource()
        .mode(FrameGeometrySourceMode.COORDS)
        .latitude("latitude")
        .longitude("longitude")
    )
    return (
        common_builders.MapLayerOptions()
        .type("markers")
        .name("Alerts")
        .config({"showLegend": True, "style": style})
        .location(where)
        .tooltip(True)  # noqa: FBT003 - the builder's own form
    )
