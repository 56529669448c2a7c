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
    """Add what shows at a glance whether it works."""
    board.with_row(row("Is it working?"))
    up = number(
        Text("Detectors", "short", "Detectors that answered Prometheus at the last scrape."),
        'sum(up{job="detector"})',
        width=_SIXTH,
    )
    board.with_panel(judged(up, [(None, "red"), (1, "green")]))
    ringing = number(
        Text(
            "Firing alerts",
            "short",
            (
                "Prometheus alerts about Tocsin that are firing now; the runbook, "
                "docs/runbook.md, has a section on each."
            ),
        ),
        'count(ALERTS{alertstate="firing"}) or vector(0)',
        width=_SIXTH,
    )
    board.with_panel(judged(ringing, [(None, "green"), (1, "red")]))
    articles = number(
        Text(
            "Articles in an hour", "short", "Articles processed in the last hour, with any outcome."
        ),
        "sum(increase(tocsin_articles_total[1h]))",
        width=_SIXTH,
    )
    board.with_panel(judged(articles, [(None, "red"), (1, "green")]))
    board.with_panel(
        number(
            Text("Waiting", "short", "Messages not yet acknowledged, on all topics."),
            "sum(tocsin_consumer_lag)",
            width=_SIXTH,
        )
    )
    current = number(
        Text(
            "Rules are current",
            "bool_yes_no",
            '"No" if a detector refused changed rules and still uses the old ones.',
        ),
        "min(tocsin_rules_are_current)",
        width=_SIXTH,
    )
    board.with_panel(judged(current, [(None, "red"), (1, "green")]))
    board.with_panel(
        name(
            Text("Version", "string", "Versions of the detectors at the last scrape."),
            'group by (version) (tocsin_build_info{job="detector"})',
            "{{version}}",
            width=_SIXTH,
        )
    )


def reading(board: Dashboard) -> None:
    """Add how much is read, and how fast."""
    board.with_row(row("Reading"))
    board.with_panel(
        lines(
            Text(
                "Articles read",
                "cps",
                "Articles per second by outcome: reported, quiet, in another language, "
                "or dead-lettered.",
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
                (
                    "Reports per second by event type, of every modality. Most of them lead "
                    "to no alert."
                ),
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
                "Since the detector started, by event type and modality. Only events "
                "that occurred or were announced can raise an alert.",
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
                "Median and 99th percentile over five minutes, without Kafka.",
            ),
            _percentiles("tocsin_reading_seconds"),
            width=_HALF,
        )
    )


def delivery(board: Dashboard) -> None:
    """Add what waits and what was published."""
    board.with_row(row("Delivery"))
    board.with_panel(
        lines(
            Text(
                "Waiting messages",
                "short",
                "Messages not yet acknowledged, by topic. A steady rise means that the "
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
                "Published since the detector started, by kind: initial, update, expiry, "
                "retraction. A running total, because alerts are rare and a rate would "
                "miss the first of each kind.",
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
                "Alerts that met a rule but were not published since the detector "
                "started, by reason; and silenced alerts, which are published and marked.",
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
    board.with_row(row("Latency. Objective: 99 % of alerts within 1 s"))
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
            "How fast the error budget (1 % slow alerts) is consumed: at 1 it lasts "
            "exactly 30 days, at 14.4 (the line) it is gone in two days. LatencyBurn "
            "fires if the last hour and the last five minutes are both above the line.",
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
            ("Share of alerts in the time range that were confirmed within 1 s. Green from 99 %."),
        ),
        f'sum(increase({buckets}_bucket{{le="1.0"}}[$__range]))'
        f" / sum(increase({buckets}_count[$__range]))",
        width=FULL_WIDTH - _HALF - _THIRD,
    )
    board.with_panel(judged(kept, [(None, "red"), (1 - _ALLOWANCE, "green")]).decimals(2).height(8))


def set_aside(board: Dashboard) -> None:
    """Add dead letters and retried sends."""
    board.with_row(row("Dead letters and losses"))
    board.with_panel(
        lines(
            Text(
                "Dead letters",
                "short",
                "Messages dead-lettered in the preceding five minutes, by reason. "
                "Nothing is lost: they are on the dead-letters topic.",
            ),
            {"{{reason}}": "sum by (reason) (increase(tocsin_dead_letters_total[5m]))"},
            width=_HALF,
        )
    )
    board.with_panel(
        lines(
            Text(
                "Retried sends",
                "short",
                "Retried sends in the preceding five minutes, by topic: the broker was "
                "slow or unavailable. A topic without retries is not shown.",
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
