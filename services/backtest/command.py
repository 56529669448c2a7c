"""`tocsin backtest`: which alerts would these rules have given, had they been in force?"""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.services.settings import Settings


def backtest(
    articles: Annotated[
        list[str],
        typer.Argument(
            metavar="ARTICLES…", help="Archives of articles as JSON Lines; may be gzipped."
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
) -> None:
    """Judge an archive as the live service would have: alerts by rule and week, then each alert.

    Status 0: success. 1: some lines were invalid. 2: invalid file or rule.
    """
    from tocsin.services.backtest import run  # noqa: PLC0415 - keeps `tocsin --help` fast

    settings = Settings.load(rules=rules)
    raise typer.Exit(run.backtest(articles, settings.rules, against, labels, settings.reader))
