"""`tocsin judge`: which alerts would these articles give? No broker needed."""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.services.offline.extract_command import Format
from tocsin.services.settings import Settings


def judge(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE…]",
            help="Articles in any format of `tocsin feed`, or reports from `tocsin extract`; "
            "default: standard input (-).",
        ),
    ] = None,
    text: Annotated[
        str | None, typer.Option(help="A text instead of files, treated as published today.")
    ] = None,
    rules: Annotated[
        Path | None, typer.Option(help="Folder of rule files, or a single rule file.")
    ] = None,
    shown_as: Annotated[
        Format,
        typer.Option("--format", help="`jsonl`: one JSON alert per line; `table`: for people."),
    ] = Format.JSONL,
) -> None:
    """Judge articles, or reports from `tocsin extract`, and print the alerts that the rules give.

    The input is judged in its order, in one pass: sort it by publication time.
    Status 0: success. 1: some input was invalid. 2: invalid file or rule.
    """
    from tocsin.services.encoders.choice import encoder_named  # noqa: PLC0415 - the same
    from tocsin.services.offline import judge as wired  # noqa: PLC0415 - keeps --help fast
    from tocsin.services.offline.texts import given  # noqa: PLC0415 - the same
    from tocsin.services.rules.rulebook import load_rules  # noqa: PLC0415 - the same

    show = {Format.JSONL: wired.json_line, Format.TABLE: wired.table_line}[shown_as]
    settings = Settings.load(rules=rules)
    known = load_rules(settings.rules)
    articles = given(files, text, settings)
    encoder = encoder_named(settings.networks)
    raise typer.Exit(wired.show_alerts(articles, known, show, encoder))
