"""The rows of *Operations* on what stands around the detector."""

from typing import Final

from grafana_foundation_sdk.builders.dashboard import Dashboard

from deploy.grafana.panels import FULL_WIDTH, Text, counts, lines, row, rows

_THIRD: Final = FULL_WIDTH // 3
_HALF: Final = FULL_WIDTH // 2


def sources(board: Dashboard) -> None:
    """Add the health of the feeder's sources."""
    board.with_row(row("The sources"))
    board.with_panel(
        counts(
            Text(
                "Silent for",
                "s",
                "Seconds since each source's last usable answer. SourceStale rings after 12 hours.",
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
                "Items in the hour before by what became of them, of all sources.",
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
                "Failed looks at a source in the hour before, by source and reason; the ten most.",
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
                "Mean over the hour before, by source, from what an item says of its publication "
                "to the broker's confirmation: how long the news takes before Tocsin can know it.",
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
    board.with_row(row("Was it right? Verdicts of people"))
    board.with_panel(
        rows(
            Text(
                "Precision by rule",
                "short",
                "Share of alerts that people found true among those found true or false, with its "
                "95 % interval (Wilson); the newest verdict on an alert counts. Few verdicts, "
                "wide interval.",
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
    board.with_row(row("The machinery"))
    board.with_panel(
        lines(
            Text(
                "Memory",
                "bytes",
                "Resident memory of each process of Tocsin.",
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
                "Share of one core that each process of Tocsin uses; a detector uses at most one.",
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
                "Times in ten minutes that partitions were given out anew; each stops the reading "
                "for a moment. One when a detector starts or stops; more is trouble.",
            ),
            {"{{instance}}": "increase(tocsin_rebalances_total[10m])"},
            width=_THIRD,
        )
    )


def services(board: Dashboard) -> None:
    """Add what stands beside the detector."""
    board.with_row(row("Archive, notices, board"))
    board.with_panel(
        lines(
            Text("Services", "short", "1 where a service answered Prometheus, 0 where not."),
            {"{{job}}": "min by (job) (up)"},
            width=_THIRD,
        )
    )
    board.with_panel(
        lines(
            Text(
                "Not yet shown or kept",
                "short",
                "Messages that the archive has not stored and the board has not read.",
            ),
            {"archive": "sum(tocsin_archive_lag)", "board": "sum(tocsin_board_behind)"},
            width=_THIRD,
        )
    )
    board.with_panel(
        lines(
            Text(
                "Notices to people",
                "short",
                "In the hour before, by what became of them: told, tried again, given up.",
            ),
            {"{{outcome}}": "sum by (outcome) (increase(tocsin_notifications_total[1h]))"},
            width=_THIRD,
        )
    )
