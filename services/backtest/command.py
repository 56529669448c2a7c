"""`tocsin backtest`: which alerts would these rules have given, had they been active?"""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.services.problem import Problem
from tocsin.services.settings import Settings


def backtest(  # noqa: PLR0913, PLR0917 - each is an option that people give
    articles: Annotated[
        list[str],
        typer.Argument(
            metavar="ARTICLES…",
            help="Archives as `tocsin feed` takes them, Parquet, folders of these, or addresses "
            "of them such as https://… and s3://….",
        ),
    ],
    rules: Annotated[
        Path | None, typer.Option(help="Folder of rule files, or a single rule file.")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(help="Other rules to compare with: show only what --rules changes."),
    ] = None,
    labels: Annotated[
        str | None,
        typer.Option(help="The same articles with labelled events: report precision and recall."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the alerts into this Parquet file as well.")
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Read and judge on the workers of this Dask scheduler, such as tcp://host:8786.",
        ),
    ] = None,
    work: Annotated[
        str | None,
        typer.Option(
            metavar="FOLDER",
            help="With --cluster: where what was read is kept, a folder that all machines see or "
            "an address such as s3://bucket/work. A run that was broken off goes on from there.",
        ),
    ] = None,
    piece: Annotated[
        int,
        typer.Option(min=1, help="With --cluster: about how many bytes of a file a task reads."),
    ] = 16_777_216,
) -> None:
    """Judge an archive as the live service would have: alerts by rule and week, then each alert.

    Status 0: success. 1: some lines were invalid. 2: invalid file or rule. 3: a server that holds
    an archive, or the cluster, is unavailable.
    """
    from tocsin.services.backtest import run  # noqa: PLC0415 - keeps `tocsin --help` fast

    if (cluster is None) != (work is None):
        message = "--cluster and --work go together: the machines need a folder that all see"
        raise Problem(message)
    on = None if cluster is None or work is None else run.OnCluster(cluster, work, piece)
    settings = Settings.load(rules=rules)
    raise typer.Exit(
        run.backtest(run.BacktestOptions(articles, against, labels, out, on), settings)
    )
