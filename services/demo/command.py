"""`tocsin demo`: the whole way on one machine, for a first look."""

from typing import Annotated

import typer

from tocsin.services.settings import Settings


def demo(
    *,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep running afterwards, until Ctrl-C.")
    ] = False,
) -> None:
    """Start Kafka and a detector, feed the seed articles, and show their alerts."""
    from tocsin.services.demo.show import show  # noqa: PLC0415 - keeps `tocsin --help` fast

    show(Settings.load(), keep=keep)
