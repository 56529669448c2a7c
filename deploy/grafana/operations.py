"""*Operations*: does it work, is it in time, and what is dead-lettered?"""

from typing import Final

from grafana_foundation_sdk.builders.dashboard import Dashboard

from deploy.grafana.annotations import rule_reloads
from deploy.grafana.detector_rows import delivery, health, objective, reading, set_aside
from deploy.grafana.links import other_dashboards
from deploy.grafana.service_rows import machinery, precision, services, sources

UID: Final = "tocsin-operations"

_ROWS: Final = (
    *(health, reading, delivery, objective, set_aside),
    *(sources, precision, machinery, services),
)


def operations() -> Dashboard:
    """Return the whole dashboard, from alerts down to resources."""
    board = (
        Dashboard("Tocsin: operations")
        .uid(UID)
        .description("Is it working, are alerts in time, and what was dead-lettered?")
        .tags(["tocsin"])
        .time("now-3h", "now")
        .refresh("10s")
        .timezone("browser")
        .readonly()
        .link(other_dashboards())
        .annotation(rule_reloads())
    )
    for add_row in _ROWS:
        add_row(board)
    return board
