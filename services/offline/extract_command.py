"""`tocsin extract`: what do these articles report? No broker needed."""

from enum import StrEnum
from typing import Annotated

import typer

from tocsin.services.settings import Settings


class Format(StrEnum):
    """How reports are shown."""

    JSONL = "jsonl"
    TABLE = "table"


def extract(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE…]",
            help="Articles in any format of `tocsin feed`: JSON Lines, JSON, CSV, WARC, which "
            "may be gzipped, or a folder of HTML pages; default: standard input (-).",
        ),
    ] = None,
    text: Annotated[
        str | None, typer.Option(help="A text instead of files, treated as published today.")
    ] = None,
    shown_as: Annotated[
        Format,
        typer.Option("--format", help="`jsonl`: one JSON report per line; `table`: for people."),
    ] = Format.JSONL,
    explain: Annotated[  # noqa: FBT002 - a flag of the command line
        bool,
        typer.Option(help="Explain what made each event, and what was considered and dropped."),
    ] = False,
) -> None:
    """Read articles and print the events that they report, one per line.

    An article needs `id` and `text`; `title` and `published_at` help; other keys are ignored.
    Status 0: success. 1: some input was invalid. 2: file not found.
    """
    from tocsin.services.encoders.choice import encoder_named  # noqa: PLC0415 - the same
    from tocsin.services.offline import extract as wired  # noqa: PLC0415 - keeps `tocsin --help` fast
    from tocsin.services.offline.texts import given  # noqa: PLC0415 - the same

    show = {Format.JSONL: wired.json_line, Format.TABLE: wired.table_line}[shown_as]
    settings = Settings.load()
    articles = given(files, text, settings)
    encoder = encoder_named(settings.networks)
    if explain:
        raise typer.Exit(wired.explain(articles, encoder))
    raise typer.Exit(wired.show_reports(articles, show, encoder))
