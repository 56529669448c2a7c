"""*Desk*: what waits for somebody, how fast are we, and was it right?"""

from typing import Final

from grafana_foundation_sdk.builders.dashboard import Dashboard

from deploy.grafana import desk_sql as sql
from deploy.grafana.alert_table import linked
from deploy.grafana.annotations import rule_reloads
from deploy.grafana.links import other_dashboards
from deploy.grafana.panels import (
    FULL_WIDTH,
    Text,
    archived_lines,
    archived_number,
    judged,
    lines,
    painted,
    row,
    rows,
)
from deploy.grafana.situation import SEVERITY_COLORS
from deploy.grafana.variables import board as board_address
from deploy.grafana.variables import country, event_type, severity

UID: Final = "tocsin-desk"

_QUARTER: Final = FULL_WIDTH // 4
_THIRD: Final = FULL_WIDTH // 3
_HALF: Final = FULL_WIDTH // 2

_MUST_NOT_WAIT: Final = {"Extreme": "red", "Severe": "orange"}


def desk() -> Dashboard:
    """Return the whole dashboard."""
    board = (
        Dashboard("Tocsin: desk")
        .uid(UID)
        .description(
            "Which alerts need attention, how fast we respond, and how often alerts were right."
        )
        .tags(["tocsin"])
        .time("now-7d", "now")
        .refresh("30s")
        .timezone("utc")
        .readonly()
        .link(other_dashboards())
        .annotation(rule_reloads())
    )
    for variable in (country(), event_type(), severity(), board_address()):
        board.with_variable(variable)
    for add_row in (_waiting, _speed, _right):
        add_row(board)
    return board


def _waiting(board: Dashboard) -> None:
    board.with_row(row("Needs attention"))
    for name in ("Extreme", "Severe", "Moderate", "Minor"):
        panel = archived_number(
            Text(
                f"{name}, not acknowledged",
                "short",
                f"{name} alerts whose current state nobody has acknowledged: open ones, "
                "and those that have grown since somebody acknowledged them.",
            ),
            sql.waiting(name),
            width=_QUARTER,
        )
        board.with_panel(judged(panel, [(None, "green"), (1, _MUST_NOT_WAIT.get(name, "gray"))]))
    waiting = rows(
        Text(
            "Not acknowledged",
            "short",
            "Most severe first, at most 200. The title links to the alert on the board, "
            "where you can acknowledge it.",
        ),
        sql.WAITING,
        {"newest revision": "dateTimeFromNow"},
        width=_HALF,
    )
    board.with_panel(linked(waiting, SEVERITY_COLORS))
    board.with_panel(
        painted(
            lines(
                Text(
                    "Not acknowledged over time",
                    "short",
                    "As counted by the board, for the alerts it holds.",
                ),
                {"{{severity}}": "max by (severity) (tocsin_alerts_unacknowledged)"},
                width=_QUARTER,
            ),
            SEVERITY_COLORS,
        )
    )
    board.with_panel(
        lines(
            Text(
                "Escalations",
                "short",
                "Alerts escalated in the preceding hour because nobody had acknowledged "
                "them, by route and step.",
            ),
            {
                "{{route}}, step {{step}}": "sum by (route, step)"
                " (increase(tocsin_escalations_total[1h]))"
            },
            width=_QUARTER,
        )
    )


def _speed(board: Dashboard) -> None:
    board.with_row(row("Response time"))
    board.with_panel(
        rows(
            Text(
                "Time to acknowledge by severity",
                "s",
                "Time from the detection of an alert, or of the revision in which it "
                "last grew, to its acknowledgement, for acknowledgements in the time "
                "range.",
            ),
            sql.SPEED,
            {"severity": "string", "acknowledged": "short"},
            width=_THIRD,
        )
    )
    board.with_panel(
        painted(
            archived_lines(
                Text(
                    "Median time to acknowledge",
                    "s",
                    "By the severity at the time of acknowledgement.",
                ),
                sql.SPEED_OVER_TIME,
                width=_THIRD,
            ),
            SEVERITY_COLORS,
        )
    )
    board.with_panel(
        rows(
            Text("Acknowledged by", "s", "Alerts acknowledged per person, and how fast."),
            sql.BY_PERSON,
            {"author": "string", "acknowledged": "short"},
            width=_THIRD,
        )
    )


def _right(board: Dashboard) -> None:
    board.with_row(row("Were alerts right? Verdicts"))
    board.with_panel(
        rows(
            Text(
                "Precision by severity",
                "short",
                "True alerts as a share of all alerts judged true or false, by the "
                "alerts' current severity; the latest verdict on an alert counts.",
            ),
            sql.PRECISION_BY_SEVERITY,
            {"severity": "string", "precision": "percentunit"},
            width=_HALF,
        )
    )
    board.with_panel(
        painted(
            archived_lines(
                Text(
                    "Precision by week",
                    "percentunit",
                    "The same, by the week (UTC) of the verdict.",
                ),
                sql.PRECISION_OVER_TIME,
                width=_HALF,
            ),
            SEVERITY_COLORS,
        )
    )
