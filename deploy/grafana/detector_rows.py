"""The rows of *Operations* on the detector."""

from typing import Final

from grafana_foundation_sdk.builders.dashboard import Dashboard

from deploy.grafana.panels import (
    FULL_WIDTH,
    Text,
    bounded,
    counts,
    judged,
    lines,
    name,
    number,
    row,
)

_SIXTH: Final = FULL_WIDTH // 6
_THIRD: Final = FULL_WIDTH // 3
_HALF: Final = FULL_WIDTH // 2

_OBJECTIVE_SECONDS: Final = 1.0
_ALLOWANCE: Final = 0.01
_FAST_BURN: Final = 14.4
"""As in deploy/prometheus/rules, which say why."""


def health(board: Dashboard) -> None:
    """Add what tells at a glance whether it works."""
    board.with_row(row("Does it work?"))
    up = number(
        Text("Detectors", "short", "Detectors that answered Prometheus at the last scrape."),
        'sum(up{job="detector"})',
        width=_SIXTH,
    )
    board.with_panel(judged(up, [(None, "red"), (1, "green")]))
    ringing = number(
        Text(
            "Rules that ring",
            "short",
            "Alerts on Tocsin itself that ring now; docs/operations.md has a section on each.",
        ),
        'count(ALERTS{alertstate="firing"}) or vector(0)',
        width=_SIXTH,
    )
    board.with_panel(judged(ringing, [(None, "green"), (1, "red")]))
    articles = number(
        Text("Articles in an hour", "short", "Articles taken up in the last hour, of any fate."),
        "sum(increase(tocsin_articles_total[1h]))",
        width=_SIXTH,
    )
    board.with_panel(judged(articles, [(None, "red"), (1, "green")]))
    board.with_panel(
        number(
            Text("Waiting", "short", "Messages that are not yet acknowledged, of all topics."),
            "sum(tocsin_consumer_lag)",
            width=_SIXTH,
        )
    )
    current = number(
        Text(
            "Rules are current",
            "bool_yes_no",
            "No where a detector refused changed rules and judges by the old ones.",
        ),
        "min(tocsin_rules_are_current)",
        width=_SIXTH,
    )
    board.with_panel(judged(current, [(None, "red"), (1, "green")]))
    board.with_panel(
        name(
            Text("Version", "string", "Versions of the detectors that Prometheus scraped last."),
            'group by (version) (tocsin_build_info{job="detector"})',
            "{{version}}",
            width=_SIXTH,
        )
    )


def reading(board: Dashboard) -> None:
    """Add how much is read, and how fast."""
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


def delivery(board: Dashboard) -> None:
    """Add what waits and what was published."""
    board.with_row(row("The delivery"))
    board.with_panel(
        lines(
            Text(
                "Waiting messages",
                "short",
                "Messages that are not yet acknowledged, by topic. Steadily rising means that the "
                "detector is slower than the news.",
            ),
            {"{{topic}}": "topic:tocsin_consumer_lag:sum"},
            width=_THIRD,
        )
    )
    board.with_panel(
        lines(
            Text(
                "Alert revisions",
                "short",
                "Published since the detector started, by what they are: the first of an alert, "
                "an update, an expiry, a retraction. A running total: alerts are rare, and a rate "
                "would lose the first of each kind.",
            ),
            {"{{kind}}": "sum by (kind) (tocsin_alerts_total)"},
            width=_THIRD,
        )
    )
    board.with_panel(
        lines(
            Text(
                "Not sent",
                "short",
                "What met a rule and rang no bell, since the detector started, by why; and alerts "
                "that a person silenced, which are published and marked.",
            ),
            {
                "{{reason}}": "sum by (reason) (tocsin_alerts_withheld_total)",
                "silenced: {{rule}}": "sum by (rule) (tocsin_alerts_silenced_total)",
            },
            width=_THIRD,
        )
    )


def objective(board: Dashboard) -> None:
    """Add the latency, its objective, and how fast the allowance is used up."""
    board.with_row(row("In time? The objective: 99 % of alerts within 1 s"))
    latency = lines(
        Text(
            "From article to alert",
            "s",
            "Median and 99th percentile over five minutes, from the article's arrival on Kafka "
            "to the broker's confirmation of the alert. The line is the objective.",
        ),
        _percentiles("tocsin_publication_to_alert_seconds"),
        width=_HALF,
    )
    board.with_panel(bounded(latency, _OBJECTIVE_SECONDS))
    burn = lines(
        Text(
            "Burn rate",
            "short",
            "How many times faster than allowed the 1 % of slow alerts is used up: at 1 it lasts "
            "just as long as it must, at 14.4 (the line) a month's allowance is gone in two days. "
            "LatencyBurn rings where the hour and its last minutes are above the line.",
        ),
        {
            window: f"job:tocsin_slow_alerts:ratio_rate{window} / {_ALLOWANCE}"
            for window in ("5m", "1h", "6h", "3d")
        },
        width=_THIRD,
    )
    board.with_panel(bounded(burn, _FAST_BURN))
    buckets = "tocsin_publication_to_alert_seconds"
    kept = number(
        Text(
            "Kept",
            "percentunit",
            "Share of alerts in the time shown that were confirmed within 1 s. Green from 99 % on.",
        ),
        f'sum(increase({buckets}_bucket{{le="1.0"}}[$__range]))'
        f" / sum(increase({buckets}_count[$__range]))",
        width=FULL_WIDTH - _HALF - _THIRD,
    )
    board.with_panel(judged(kept, [(None, "red"), (1 - _ALLOWANCE, "green")]).decimals(2).height(8))


def set_aside(board: Dashboard) -> None:
    """Add dead letters and sends that were tried again."""
    board.with_row(row("What was set aside"))
    board.with_panel(
        lines(
            Text(
                "Dead letters",
                "short",
                "Messages set aside in the five minutes before, by reason. Nothing is lost: they "
                "lie on the dead-letters topic.",
            ),
            {"{{reason}}": "sum by (reason) (increase(tocsin_dead_letters_total[5m]))"},
            width=_HALF,
        )
    )
    board.with_panel(
        lines(
            Text(
                "Sends tried again",
                "short",
                "In the five minutes before, by topic: the broker was slow or away. None for a "
                "topic that was never tried again.",
            ),
            {"{{topic}}": "sum by (topic) (increase(tocsin_delivery_retries_total[5m]))"},
            width=_HALF,
        )
    )


def _percentiles(histogram: str) -> dict[str, str]:
    buckets = f"sum by (le) (rate({histogram}_bucket[5m]))"
    return {
        "median": f"histogram_quantile(0.5, {buckets})",
        "99 %": f"histogram_quantile(0.99, {buckets})",
    }
