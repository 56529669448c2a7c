"""`tocsin drill`: one marked article in, its alert out, and the time that it took."""

from typing import Annotated

import typer

from tocsin.services.settings import Settings


def drill(
    *,
    rule: Annotated[
        str | None, typer.Option(help="Whose case is sent; the first that fits if unset.")
    ] = None,
    wait: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="How long to wait for the alert.")
    ] = 30,
) -> None:
    """Send a marked test article down the live path and time it to the alert.

    Its alert has the status Exercise, is shown as such, joins nothing and ends by itself.
    Status 0: it came. 1: it did not come in time. 2: no such rule. 3: no Kafka.
    """
    from tocsin.services.drill.run import run  # noqa: PLC0415 - keeps `tocsin --help` fast

    raise typer.Exit(run(Settings.load(), rule, wait))
