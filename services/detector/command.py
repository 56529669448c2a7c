"""`tocsin detector`: articles in, alerts out, until stopped."""

import gc
from pathlib import Path
from typing import Annotated

import typer

from tocsin.services.settings import Settings


def detector(
    rules: Annotated[
        Path | None, typer.Option(help="Folder of rule files, or a single rule file.")
    ] = None,
) -> None:
    """Read articles from Kafka and publish alerts, until SIGTERM or Ctrl-C."""
    gc.disable()  # until all is loaded: none of it is garbage, and each collection costs time
    from tocsin.services.detector.worker import run  # noqa: PLC0415 - keeps `tocsin --help` fast

    run(Settings.load(rules=rules))
