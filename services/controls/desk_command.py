"""`tocsin ack`, `tocsin assign`, `tocsin comment`: who deals with an alert."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from tocsin.services.controls.checked import checked
from tocsin.services.controls.command import AlertId, Author, Comment
from tocsin.services.plain_text import plain
from tocsin.services.problem import Problem
from tocsin.services.settings import Settings


def acknowledge(
    alert: AlertId,
    *,
    author: Author,
    comment: Comment = "",
    take_back: Annotated[
        bool, typer.Option("--take-back", help="Withdraw the acknowledgement.")
    ] = False,
) -> None:
    """Acknowledge an alert: you are dealing with it, and it stops escalating until it grows.

    Status 0: acknowledged, by you or already by someone else. 2: no such alert. 3: Kafka is
    unavailable.
    """
    from tocsin.services.controls import saying  # noqa: PLC0415 - keeps `tocsin --help` fast
    from tocsin.services.controls.asking import acknowledged_now, alert_now  # noqa: PLC0415 - the same
    from tocsin.services.controls.handling import is_acknowledged  # noqa: PLC0415 - the same
    from tocsin.services.controls.publishing import publish  # noqa: PLC0415 - the same

    settings = Settings.load()
    found, newest = alert_now(settings, alert), acknowledged_now(settings, alert)
    acknowledged = is_acknowledged(found, newest)
    if newest is not None and acknowledged and not take_back:
        when = f"{newest.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        typer.echo(f"{alert}: {plain(newest.author)} acknowledged it, {when}")
        return
    if take_back and not acknowledged:
        typer.echo(f"{alert}: nobody has acknowledged its current state")
        return
    now = datetime.now(UTC)
    publish(
        settings,
        checked(lambda: saying.acknowledgement(found, author, now, comment, taken_back=take_back)),
    )
    done = "open again" if take_back else "acknowledged"
    typer.echo(f"{alert}: {done} at revision {found.revision} ({found.severity})")


def assign(
    alert: AlertId,
    assignee: Annotated[
        str | None, typer.Argument(metavar="[WHO]", help="Person who deals with it.")
    ] = None,
    *,
    author: Author,
    comment: Comment = "",
    nobody: Annotated[bool, typer.Option("--nobody", help="Clear the assignment.")] = False,
) -> None:
    """Assign an alert to a person. This does not acknowledge it; the assignee does that.

    Status 0: assigned. 2: no such alert, or no person given. 3: Kafka is unavailable.
    """
    from tocsin.services.controls import saying  # noqa: PLC0415 - keeps `tocsin --help` fast
    from tocsin.services.controls.asking import alert_now  # noqa: PLC0415 - the same
    from tocsin.services.controls.publishing import publish  # noqa: PLC0415 - the same

    if nobody == (assignee is not None):
        message = "give the person to assign it to, or --nobody"
        raise Problem(message)
    settings, now = Settings.load(), datetime.now(UTC)
    found = alert_now(settings, alert)
    publish(settings, checked(lambda: saying.assignment(found, assignee, author, now, comment)))
    typer.echo(f"{alert}: assigned to {'nobody' if assignee is None else plain(assignee)}")


def comment_on(
    alert: AlertId,
    text: Annotated[str, typer.Argument(help="The comment.")],
    *,
    author: Author,
) -> None:
    """Comment on an alert.

    Status 0: added. 2: no such alert. 3: Kafka is unavailable.
    """
    from tocsin.services.controls import saying  # noqa: PLC0415 - keeps `tocsin --help` fast
    from tocsin.services.controls.asking import alert_now  # noqa: PLC0415 - the same
    from tocsin.services.controls.publishing import publish  # noqa: PLC0415 - the same

    settings, now = Settings.load(), datetime.now(UTC)
    found = alert_now(settings, alert)
    publish(settings, checked(lambda: saying.remark(found, text.strip(), author, now)))
    typer.echo(f"{alert}: commented")
