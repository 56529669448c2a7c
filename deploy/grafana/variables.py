"""The variables at the top of the dashboard: country, type, severity."""

from collections.abc import Iterable
from typing import Final

from grafana_foundation_sdk.builders.dashboard import (
    ConstantVariable,
    CustomVariable,
    QueryVariable,
)
from grafana_foundation_sdk.models.dashboard import VariableOption, VariableRefresh

from deploy.grafana.queries import POSTGRES
from tocsin.schemas.vocabulary import EventType, Severity

COUNTRIES: Final = (
    "SELECT 'XX' UNION SELECT country FROM alert_revisions WHERE country <> '' ORDER BY 1"
)
"""Never empty, so that *All* is a valid list in SQL."""

BOARD: Final = "http://localhost:6067"
"""As docker-compose.yml publishes it."""

CHOSEN: Final = (
    "coalesce(country, 'XX') IN (${country:sqlstring})"
    " AND event_type IN (${type:sqlstring})"
    " AND severity IN (${severity:sqlstring})"
)
"""The condition of every panel on alerts."""

_ALL: Final = VariableOption(selected=True, text=["All"], value=["$__all"])


def country() -> QueryVariable:
    """Return the choice of countries, from the alerts."""
    return (
        QueryVariable("country")
        .label("Country")
        .description("ISO 3166-1 alpha-3; XX if no country is known")
        .datasource(POSTGRES)
        .query(COUNTRIES)
        .refresh(VariableRefresh.ON_TIME_RANGE_CHANGED)
        .multi(True)  # noqa: FBT003 - the builder's own form
        .include_all(True)  # noqa: FBT003
        .current(_ALL)
    )


def event_type() -> CustomVariable:
    """Return the choice of event types."""
    return _choice("type", "Type", EventType)


def severity() -> CustomVariable:
    """Return the choice of CAP severities."""
    return _choice("severity", "Severity", Severity)


def board() -> ConstantVariable:
    """Return the board's URL; links to alerts start with it."""
    return ConstantVariable("board").label("Board").value(BOARD)


def _choice(name: str, label: str, values: Iterable[str]) -> CustomVariable:
    return (
        CustomVariable(name)
        .label(label)
        .values(",".join(values))
        .multi(True)  # noqa: FBT003 - the builder's own form
        .include_all(True)  # noqa: FBT003
        .current(_ALL)
    )
