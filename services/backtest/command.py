"""`tocsin backtest`: which alerts would these rules have given, had they been in force?"""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.services.settings import Settings


def backtest(
    articles: Annotated[
        list[str],
        typer.Argument(metavar="ARTICLES…", help="Archives as JSON Lines, gzipped or not."),
    ],
    rules: Annotated[Path | None, typer.Option(help="A folder of rule files, or one file.")] = None,
    against: Annotated[
        Path | None, typer.Option(help="Other rules: tell only what is different under --rules.")
    ] = None,
    labels: Annotated[
        str | None,
        typer.Option(help="The same articles with their events: tell precision and recall."),
    ] = None,
) -> None:
    """Judge an archive as the live path would have: alerts by rule and week, then each of them.

    Status 0: all was judged. 1: some lines were bad. 2: a wrong file or rule.
    """
    from tocsin.services.backtest import run  # noqa: PLC0415 - keeps `tocsin --help` fast

    settings = Settings.load(rules=rules)
    raise typer.Exit(run.backtest(articles, settings.rules, against, labels, settings.reader))
