"""`tocsin evaluate`: how well does the reading read texts that people labelled?"""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.services.settings import Settings


def evaluate(
    corpus: Annotated[
        Path,
        typer.Argument(
            metavar="CORPUS.jsonl",
            help="Labelled texts as JSON Lines: one article per line with its `events`.",
        ),
    ],
    errors: Annotated[  # noqa: FBT002 - a switch of the command line
        bool, typer.Option("--errors", help="Print each error with its text.")
    ] = False,
) -> None:
    """Read labelled texts and print precision and recall, per event type and overall.

    Status 0: all lines were scored. 1: some lines were invalid. 2: file not found.
    """
    from tocsin.services.encoders.choice import encoder_named  # noqa: PLC0415 - keeps --help fast
    from tocsin.services.evaluation import run  # noqa: PLC0415 - the same

    encoder = encoder_named(Settings.load().networks)
    describe = run.errors_of if errors else run.no_errors
    raise typer.Exit(run.evaluate(str(corpus), describe, encoder))
