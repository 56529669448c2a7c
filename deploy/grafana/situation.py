"""*Situation*: what rang, where, how grave, and is that more than usual?"""

from typing import Final

from grafana_foundation_sdk.builders.dashboard import Dashboard

from deploy.grafana import situation_sql as sql
from deploy.grafana.alert_table import alert_table, story_table
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
        .description("What happened, where, how severe it is, and whether that is more than usual.")
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
            "Is Tocsin reading?",
            "short",
            (
                "Articles read in the last hour. While this is 0, the absence of alerts "
                "means nothing."
            ),
        ),
        "sum(increase(tocsin_articles_total[1h]))",
        width=_QUARTER,
    )
    board.with_panel(judged(articles, [(None, "red"), (1, "green")]))
    board.with_panel(
        archived_number(
            Text("Alerts", "short", "Alerts first published in the time range."),
            sql.ALERTS,
            width=_QUARTER,
        )
    )
    board.with_panel(
        archived_number(
            Text(
                "Severe and extreme",
                "short",
                "Current alerts of the two highest CAP severities with a report in the time range.",
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
                "Messages that the detector has not processed yet plus alerts that the "
                "archive has not stored yet. They are missing from this page.",
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
                "Current alerts with a known place, colored by CAP severity: minor "
                "yellow, moderate orange, severe red, extreme dark red.",
            ),
            sql.PLACES,
            _LEVEL_COLORS,
            width=_HALF,
        )
    )
    board.with_panel(alert_table(SEVERITY_COLORS, width=_HALF))
    board.with_panel(story_table(SEVERITY_COLORS, width=FULL_WIDTH))


def _over_time(board: Dashboard) -> None:
    board.with_row(row("Over time"))
    for title, by, said in (
        ("Alerts by type", "event_type", "event type"),
        ("Alerts by country", "coalesce(country, 'XX')", "country (ISO 3166-1 alpha-3)"),
        ("Alerts by severity", "severity", "their CAP severity at that time"),
    ):
        panel = bars(
            Text(title, "short", f"Alerts by the time of their first revision, by {said}."),
            sql.alerts_over_time(by),
            width=_THIRD,
        )
        board.with_panel(painted(panel, SEVERITY_COLORS) if by == "severity" else panel)
    board.with_panel(
        bars(
            Text(
                "People affected",
                "short",
                "Best figures of the current alerts, by event type and day (UTC) of the "
                "first article. For each day, country and type only the largest figure "
                "counts, so that an incident that several rules matched counts once; "
                "this errs on the low side. Soldiers, ships and towns are not included.",
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
                    "Alerts per day against usual",
                    "short",
                    "New alerts per day (UTC), the mean of the 28 days before, and the "
                    "threshold of a spike: three standard deviations above that mean. In "
                    "the first weeks of an archive the mean is too low.",
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
                "Countries and types with new alerts in the last day, furthest above "
                "usual first. Usual: alerts per day in the 28 days before.",
            ),
            sql.UNUSUAL,
            {"country": "string", "type": "string"},
            width=_HALF,
        )
    )
