"""Ways from one dashboard to the others."""

from grafana_foundation_sdk.builders.dashboard import DashboardLink
from grafana_foundation_sdk.models.dashboard import DashboardLinkType


def other_dashboards() -> DashboardLink:
    """Return a way to all dashboards of Tocsin that keeps the time shown."""
    return (
        DashboardLink("Tocsin").type(DashboardLinkType.DASHBOARDS).tags(["tocsin"]).keep_time(True)  # noqa: FBT003 - the builder's own form
    )
