"""`tocsin feed`: articles from files into Kafka."""

from typing import Annotated

import typer

from services.settings import Settings


def feed(
    *,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE…", help="JSON Lines or JSON, gzipped or not; - is standard input."
        ),
    ],
    rate: Annotated[
        float | None, typer.Option(min=0.001, help="Articles a second; as fast as can be if unset.")
    ] = None,
    replay: Annotated[
        bool,
        typer.Option("--replay", help="An archive: judge each article as if on its own day."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only validate; needs no Kafka.")
    ] = False,
) -> None:
    """Send articles to Kafka; tell bad lines and how many Kafka confirmed.

    Status 0: all were good and confirmed. 1: some lines were bad, or interrupted.
    2: no such file. 3: Kafka was away or refused.
    """
    from services.feeder import run  # noqa: PLC0415 - keeps `tocsin --help` fast

    open_sink = run.open_dry_run if dry_run else run.open_kafka
    raise typer.Exit(run.feed(Settings.load(), files, run.Manner(rate, replay=replay), open_sink))
