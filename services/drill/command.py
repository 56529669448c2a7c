"""`tocsin drill`: send one marked article, wait for its alert, report the time it took."""

from typing import Annotated

import typer

from tocsin.services.settings import Settings


def drill(
    *,
    rule: Annotated[
        str | None,
        typer.Option(
            help="Rule whose case is sent; default: the first rule that has a suitable case."
        ),
    ] = None,
    wait: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="How long to wait for the alert.")
    ] = 30,
) -> None:
    """Send a marked test article through the live service and time its alert.

    The alert has the status Exercise, is shown as such, joins no incident and expires by itself.
    Status 0: the alert came. 1: it did not come in time. 2: no such rule. 3: Kafka is unavailable.
    """
    from tocsin.services.drill.run import run  # noqa: PLC0415 - keeps `tocsin --help` fast

    raise typer.Exit(run(Settings.load(), rule, wait))
