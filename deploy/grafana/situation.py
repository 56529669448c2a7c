"""*Situation*: what rang, where, how grave, and is that more than usual?"""

from typing import Final

from grafana_foundation_sdk.builders.dashboard import Dashboard

from deploy.grafana import situation_sql as sql
from deploy.grafana.alert_table import alert_table
from deploy.grafana.annotations import rule_reloads
from deploy.grafana.links import other_dashboards
from deploy.grafana.maps import world_map
from deploy.grafana.panels import (
    FULL_WIDTH,
    Text,
    archived_number,
    bars,
    judged,
    number,
    painted,
    row,
    rows,
    unstacked,
)
from deploy.grafana.variables import board as board_address
from deploy.grafana.variables import country, event_type, severity

UID: Final = "tocsin-situation"

_QUARTER: Final = FULL_WIDTH // 4
_THIRD: Final = FULL_WIDTH // 3
_HALF: Final = FULL_WIDTH // 2

SEVERITY_COLORS: Final = {
    "Extreme": "dark-red",
    "Severe": "red",
    "Moderate": "orange",
    "Minor": "yellow",
    "Unknown": "gray",
}
_LEVEL_COLORS: Final = (
    (None, "gray"),
    (1, "yellow"),
    (2, "orange"),
    (3, "red"),
    (4, "dark-red"),
)


def situation() -> Dashboard:
    """Return the whole dashboard."""
    board = (
        Dashboard("Tocsin: situation")
        .uid(UID)
        .description("What rang, where, how grave, and is that more than usual?")
        .tags(["tocsin"])
        .time("now-7d", "now")
        .refresh("30s")
        .timezone("utc")  # days are those of UTC, as in the archive
        .readonly()
        .link(other_dashboards())
        .annotation(rule_reloads())
    )
    for variable in (country(), event_type(), severity(), board_address()):
        board.with_variable(variable)
    _now(board)
    _where(board)
    _over_time(board)
    _unusual(board)
    return board


def _now(board: Dashboard) -> None:
    board.with_row(row("Now"))
    articles = number(
        Text(
            "Is anybody listening?",
            "short",
            "Articles read in the last hour. While this is 0, no alert means nothing.",
        ),
        "sum(increase(tocsin_articles_total[1h]))",
        width=_QUARTER,
    )
    board.with_panel(judged(articles, [(None, "red"), (1, "green")]))
    board.with_panel(
        archived_number(
            Text("Alerts", "short", "Alerts that rang for the first time in the time shown."),
            sql.ALERTS,
            width=_QUARTER,
        )
    )
    board.with_panel(
        archived_number(
            Text(
                "Severe and extreme",
                "short",
                "Alerts of the two highest CAP severities, as they stand, with a report in the "
                "time shown.",
            ),
            sql.GRAVE,
            width=_QUARTER,
        )
    )
    board.with_panel(
        number(
            Text(
                "Waiting",
                "short",
                "Messages that the detector has yet to do and alerts that the archive has yet to "
                "store: so much of the newest is missing here.",
            ),
            "sum(tocsin_consumer_lag) + (sum(tocsin_archive_lag) or vector(0))",
            width=_QUARTER,
        )
    )


def _where(board: Dashboard) -> None:
    board.with_row(row("Where"))
    board.with_panel(
        world_map(
            Text(
                "Map",
                "short",
                "Alerts as they stand that have a place, colored by CAP severity: minor yellow, "
                "moderate orange, severe red, extreme dark red.",
            ),
            sql.PLACES,
            _LEVEL_COLORS,
            width=_HALF,
        )
    )
    board.with_panel(alert_table(SEVERITY_COLORS, width=_HALF))


def _over_time(board: Dashboard) -> None:
    board.with_row(row("Over time"))
    for title, by, said in (
        ("Alerts by type", "event_type", "event type"),
        ("Alerts by country", "coalesce(country, 'XX')", "country (ISO 3166-1 alpha-3)"),
        ("Alerts by severity", "severity", "the CAP severity that they had then"),
    ):
        panel = bars(
            Text(title, "short", f"Alerts when they first rang, by {said}."),
            sql.alerts_over_time(by),
            width=_THIRD,
        )
        board.with_panel(painted(panel, SEVERITY_COLORS) if by == "severity" else panel)
    board.with_panel(
        bars(
            Text(
                "People affected",
                "short",
                "By day (UTC) of the first article and event type, as the alerts stand: the best "
                "figure. Of one day, country and type only the largest figure counts, so that an "
                "incident which several rules saw counts once: rather too few than too many. "
                "Soldiers, ships and towns are not in it.",
            ),
            sql.AFFECTED,
            width=FULL_WIDTH,
            least="1d",
        )
    )


def _unusual(board: Dashboard) -> None:
    board.with_row(row("More than usual?"))
    board.with_panel(
        unstacked(
            bars(
                Text(
                    "Alerts a day against usual",
                    "short",
                    "Alerts that rang in a day (UTC), the mean of the 28 days before, and from "
                    "where on it is a spike: three standard deviations above that mean. In the "
                    "first weeks of an archive the mean is too low.",
                ),
                sql.SPIKES,
                width=_HALF,
                least="1d",
            ),
            ("usual", "spike from"),
        )
    )
    board.with_panel(
        rows(
            Text(
                "Where it is unusual",
                "short",
                "Countries and types that rang in the last day, the furthest above their usual "
                "first: alerts a day in the 28 days before.",
            ),
            sql.UNUSUAL,
            {"country": "string", "type": "string"},
            width=_HALF,
        )
    )
