"""`tocsin verdict`, `tocsin retract`: what people say back to the alerts."""

import getpass
from datetime import UTC, datetime
from typing import Annotated

import typer

from tocsin.schemas.control import VerdictFinding
from tocsin.services.controls.checked import checked
from tocsin.services.settings import Settings

Author = Annotated[str, typer.Option(default_factory=getpass.getuser, help="Your name.")]
Comment = Annotated[str, typer.Option(help="Reason, for other people.")]
AlertId = Annotated[
    str, typer.Argument(metavar="ALERT", help="The alert's id, as shown by `tocsin watch`.")
]


def verdict(
    alert: AlertId,
    finding: Annotated[VerdictFinding, typer.Argument(help="Your verdict.")],
    *,
    author: Author,
    comment: Comment = "",
) -> None:
    """Record whether an alert was right; each rule's precision is computed from these verdicts."""
    from tocsin.services.controls import saying  # noqa: PLC0415 - keeps `tocsin --help` fast
    from tocsin.services.controls.asking import alert_now  # noqa: PLC0415 - the same
    from tocsin.services.controls.publishing import publish  # noqa: PLC0415 - the same

    settings = Settings.load()
    found = alert_now(settings, alert)
    now = datetime.now(UTC)
    publish(settings, checked(lambda: saying.verdict(found, finding, author, now, comment)))
    typer.echo(f"{alert} ({found.rule_id}): {finding}")


def retract(
    alert: AlertId,
    *,
    author: Author,
    comment: Comment = "",
    wait: Annotated[
        float,
        typer.Option(
            min=0, metavar="SECONDS", help="How long to wait until the detector has retracted it."
        ),
    ] = 20,
) -> None:
    """Retract an alert; subscribers get its last revision.

    Status 0: retracted. 1: requested, but not done in time. 2: no such alert. 3: Kafka is
    unavailable.
    """
    from tocsin.services.controls.retracting import (  # noqa: PLC0415 - keeps `tocsin --help` fast
        retract_and_wait,
    )

    raise typer.Exit(retract_and_wait(Settings.load(), alert, author, comment, wait))
