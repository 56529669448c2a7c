"""`tocsin verdict`, `tocsin retract`: what people say back to the alerts."""

import getpass
from datetime import UTC, datetime
from typing import Annotated

import typer

from tocsin.schemas.control import Finding
from tocsin.services.controls.checked import checked
from tocsin.services.settings import Settings

Author = Annotated[str, typer.Option(default_factory=getpass.getuser, help="Who says so.")]
Comment = Annotated[str, typer.Option(help="Why, for people.")]
AlertId = Annotated[
    str, typer.Argument(metavar="ALERT", help="Its id, as `tocsin watch` shows it.")
]


def verdict(
    alert: AlertId,
    finding: Annotated[Finding, typer.Argument(help="What you found out.")],
    *,
    author: Author,
    comment: Comment = "",
) -> None:
    """Say whether an alert was right; precision by rule is counted from these."""
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
        float, typer.Option(min=0, metavar="SECONDS", help="How long to wait for it to be done.")
    ] = 20,
) -> None:
    """Take an alert back; everybody gets its last revision.

    Status 0: it is taken back. 1: said, but not done in time. 2: no such alert. 3: no Kafka.
    """
    from tocsin.services.controls.retracting import (  # noqa: PLC0415 - keeps `tocsin --help` fast
        retract_and_wait,
    )

    raise typer.Exit(retract_and_wait(Settings.load(), alert, author, comment, wait))
