"""The first dashboard: does it ring, for what, and is it in time?"""

from typing import Final

from grafana_foundation_sdk.builders.dashboard import Dashboard

from deploy.grafana.panels import FULL_WIDTH, Text, counts, lines, name, number, painted, row

UID: Final = "tocsin"

_SEVERITY_COLORS: Final = {
    "Extreme": "dark-red",
    "Severe": "red",
    "Moderate": "orange",
    "Minor": "yellow",
    "Unknown": "gray",
}
_QUARTER: Final = FULL_WIDTH // 4
_HALF: Final = FULL_WIDTH // 2


def dashboard() -> Dashboard:
    """Return the whole dashboard, from the bell down to the machinery."""
    board = (
        Dashboard("Tocsin")
        .uid(UID)
        .description("What rang, what was read, and how fast.")
        .tags(["tocsin"])
        .time("now-1h", "now")
        .refresh("5s")
        .timezone("browser")
        .readonly()
    )
    _the_bell(board)
    _the_reading(board)
    _the_delivery(board)
    return board


def _the_bell(board: Dashboard) -> None:
    board.with_row(row("The bell"))
    board.with_panel(
        number(
            Text(
                "New alerts",
                "short",
                "Incidents that rang for the first time since the detector started.",
            ),
            'sum(tocsin_alerts_total{kind="initial"})',
            width=_QUARTER,
        )
    )
    board.with_panel(
        number(
            Text(
                "Updates",
                "short",
                "Later revisions of alerts, because a figure changed, since the detector started.",
            ),
            'sum(tocsin_alerts_total{kind="update"})',
            width=_QUARTER,
        )
    )
    board.with_panel(
        number(
            Text(
                "Severe and extreme",
                "short",
                "New alerts of the two highest CAP severities since the detector started.",
            ),
            'sum(tocsin_alerts_total{kind="initial", severity=~"Severe|Extreme"})',
            width=_QUARTER,
        )
    )
    board.with_panel(
        name(
            Text(
                "Detector",
                "string",
                "Version of the detector that Prometheus scraped last; nothing when none runs.",
            ),
            "tocsin_build_info",
            "{{version}}",
            width=_QUARTER,
        )
    )
    _what_rang(board)


def _what_rang(board: Dashboard) -> None:
    by_severity = lines(
        Text(
            "Alerts by severity",
            "short",
            "Revisions published since the detector started, by CAP severity. A running total: "
            "alerts are rare, and a rate would lose the first of each kind.",
        ),
        {"{{severity}}": "sum by (severity) (tocsin_alerts_total)"},
        width=_HALF,
    )
    board.with_panel(painted(by_severity, _SEVERITY_COLORS))
    board.with_panel(
        counts(
            Text(
                "Alerts",
                "short",
                "Revisions since the detector started by country (ISO 3166-1 alpha-3, XX unknown), "
                "event type, severity and kind.",
            ),
            "sum by (country, type, severity, kind) (tocsin_alerts_total)",
            ("country", "type", "severity", "kind"),
            width=_HALF,
        )
    )


def _the_reading(board: Dashboard) -> None:
    board.with_row(row("The reading"))
    board.with_panel(
        lines(
            Text(
                "Articles read",
                "cps",
                "Articles a second by what became of them: reported, quiet, in another language, "
                "or set aside as a dead letter.",
            ),
            {"{{outcome}}": "sum by (outcome) (rate(tocsin_articles_total[$__rate_interval]))"},
            width=_HALF,
        )
    )
    board.with_panel(
        lines(
            Text(
                "Reports",
                "cps",
                "Reports a second by event type, of every modality: most of them ring no bell.",
            ),
            {"{{type}}": "sum by (type) (rate(tocsin_reports_total[$__rate_interval]))"},
            width=_HALF,
        )
    )
    board.with_panel(
        counts(
            Text(
                "Reports so far",
                "short",
                "Since the detector started, by event type and modality. Only what occurred or "
                "was announced can ring.",
            ),
            "sum by (type, modality) (tocsin_reports_total)",
            ("type", "modality"),
            width=_HALF,
        )
    )
    board.with_panel(
        lines(
            Text(
                "Time to read one article",
                "s",
                "Median and 99th percentile over five minutes, the pure reading without Kafka.",
            ),
            _percentiles("tocsin_reading_seconds"),
            width=_HALF,
        )
    )


def _the_delivery(board: Dashboard) -> None:
    board.with_row(row("The delivery"))
    board.with_panel(
        lines(
            Text(
                "From article to alert",
                "s",
                "Median and 99th percentile over five minutes, from the article's arrival on Kafka "
                "to the broker's confirmation of the alert.",
            ),
            _percentiles("tocsin_publication_to_alert_seconds"),
            width=_HALF,
        )
    )
    board.with_panel(
        lines(
            Text(
                "Waiting messages",
                "short",
                "Messages that are not yet acknowledged, by topic. Steadily rising means that the "
                "detector is slower than the news.",
            ),
            {"{{topic}}": "sum by (topic) (tocsin_consumer_lag)"},
            width=_HALF,
        )
    )
    board.with_panel(
        lines(
            Text(
                "Dead letters",
                "short",
                "Messages set aside since the detector started, by reason. Nothing is lost: "
                "they lie on the dead-letters topic.",
            ),
            {"{{reason}}": "sum by (reason) (tocsin_dead_letters_total)"},
            width=FULL_WIDTH,
        )
    )


def _percentiles(histogram: str) -> dict[str, str]:
    buckets = f"sum by (le) (rate({histogram}_bucket[5m]))"
    return {
        "median": f"histogram_quantile(0.5, {buckets})",
        "99 %": f"histogram_quantile(0.99, {buckets})",
    }
