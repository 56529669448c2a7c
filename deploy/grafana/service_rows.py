"""The rows of *Operations* on what stands around the detector."""

from typing import Final

from grafana_foundation_sdk.builders.dashboard import Dashboard

from deploy.grafana.panels import FULL_WIDTH, Text, counts, lines, row, rows

_THIRD: Final = FULL_WIDTH // 3
_HALF: Final = FULL_WIDTH // 2


def sources(board: Dashboard) -> None:
    """Add the health of the feeder's sources."""
    board.with_row(row("Sources"))
    board.with_panel(
        counts(
            Text(
                "Silent for",
                "s",
                (
                    "Time since each source's last usable response. SourceStale fires after "
                    "12 hours."
                ),
            ),
            "time() - max by (source) (tocsin_source_last_success_timestamp_seconds)",
            ("source",),
            width=_HALF,
        )
    )
    board.with_panel(
        lines(
            Text(
                "Items of sources",
                "short",
                "Items of all sources in the preceding hour, by outcome.",
            ),
            {"{{outcome}}": "sum by (outcome) (increase(tocsin_source_items_total[1h]))"},
            width=_HALF,
        )
    )
    board.with_panel(
        lines(
            Text(
                "Errors of sources",
                "short",
                "Failed polls in the preceding hour, by source and reason; top ten.",
            ),
            {
                "{{source}}: {{reason}}": "topk(10, sum by (source, reason) "
                "(increase(tocsin_source_errors_total[1h])) > 0)"
            },
            width=_HALF,
        )
    )
    seconds = "tocsin_source_publication_to_kafka_seconds"
    board.with_panel(
        lines(
            Text(
                "From publication to Kafka",
                "s",
                "Mean time over the preceding hour, by source, from an item's "
                "publication time to the broker's confirmation: how long news takes to "
                "reach Tocsin.",
            ),
            {
                "{{source}}": f"sum by (source) (increase({seconds}_sum[1h]))"
                f" / (sum by (source) (increase({seconds}_count[1h])) > 0)"
            },
            width=_HALF,
        )
    )


def precision(board: Dashboard) -> None:
    """Add what people said of the alerts, by rule."""
    board.with_row(row("Were alerts right? Verdicts"))
    board.with_panel(
        rows(
            Text(
                "Precision by rule",
                "short",
                "True alerts as a share of all alerts judged true or false, with the 95 "
                "% Wilson interval; the latest verdict on an alert counts. Few verdicts "
                "give a wide interval.",
            ),
            "SELECT rule_id AS rule, right_alerts AS right, wrong_alerts AS wrong, duplicates,"
            ' precision, precision_low AS "at least", precision_high AS "at most"'
            "\nFROM rule_precision ORDER BY precision NULLS LAST, rule_id",
            dict.fromkeys(("precision", "at least", "at most"), "percentunit"),
            width=FULL_WIDTH,
        )
    )


def machinery(board: Dashboard) -> None:
    """Add memory, processor time and rebalances."""
    board.with_row(row("Resources"))
    board.with_panel(
        lines(
            Text(
                "Memory",
                "bytes",
                "Resident memory of each Tocsin process.",
            ),
            {
                "{{job}} {{instance}}": "process_resident_memory_bytes"
                '{job=~"detector|feeder|archive|notifier|board"}'
            },
            width=_THIRD,
        )
    )
    board.with_panel(
        lines(
            Text(
                "Processor",
                "percentunit",
                "CPU cores used by each Tocsin process; a detector uses at most one.",
            ),
            {
                "{{job}} {{instance}}": "rate(process_cpu_seconds_total"
                '{job=~"detector|feeder|archive|notifier|board"}[$__rate_interval])'
            },
            width=_THIRD,
        )
    )
    board.with_panel(
        lines(
            Text(
                "Rebalances",
                "short",
                "Rebalances of the consumer group in ten minutes; each one pauses "
                "reading briefly. One is normal when a detector starts or stops; more "
                "indicates a problem.",
            ),
            {"{{instance}}": "increase(tocsin_rebalances_total[10m])"},
            width=_THIRD,
        )
    )


def services(board: Dashboard) -> None:
    """Add the services around the detector."""
    board.with_row(row("Archive, notifications, board"))
    board.with_panel(
        lines(
            Text("Services", "short", "1 if the service answered Prometheus, 0 if not."),
            {"{{job}}": "min by (job) (up)"},
            width=_THIRD,
        )
    )
    board.with_panel(
        lines(
            Text(
                "Backlog",
                "short",
                (
                    "Messages that the archive has not stored yet and that the board has not "
                    "read yet."
                ),
            ),
            {"archive": "sum(tocsin_archive_lag)", "board": "sum(tocsin_board_behind)"},
            width=_THIRD,
        )
    )
    board.with_panel(
        lines(
            Text(
                "Notifications",
                "short",
                (
                    "Notifications in the preceding hour, by outcome: told (delivered), "
                    "retried, given up, called off."
                ),
            ),
            {"{{outcome}}": "sum by (outcome) (increase(tocsin_notifications_total[1h]))"},
            width=_THIRD,
        )
    )
