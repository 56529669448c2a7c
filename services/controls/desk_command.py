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
        bool, typer.Option("--take-back", help="Nobody deals with it after all.")
    ] = False,
) -> None:
    """Say that you have seen an alert and deal with it: it escalates no more until it grows.

    Status 0: said, or somebody had said so. 2: no such alert. 3: no Kafka.
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
        typer.echo(f"{alert}: nobody has acknowledged it as it is now")
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
        str | None, typer.Argument(metavar="[WHO]", help="Who deals with it.")
    ] = None,
    *,
    author: Author,
    comment: Comment = "",
    nobody: Annotated[
        bool, typer.Option("--nobody", help="Nobody deals with it any more.")
    ] = False,
) -> None:
    """Say who deals with an alert. It acknowledges nothing: that is for who takes it.

    Status 0: said. 2: no such alert, or nobody named. 3: no Kafka.
    """
    from tocsin.services.controls import saying  # noqa: PLC0415 - keeps `tocsin --help` fast
    from tocsin.services.controls.asking import alert_now  # noqa: PLC0415 - the same
    from tocsin.services.controls.publishing import publish  # noqa: PLC0415 - the same

    if nobody == (assignee is not None):
        message = "name who deals with it, or give --nobody"
        raise Problem(message)
    settings, now = Settings.load(), datetime.now(UTC)
    found = alert_now(settings, alert)
    publish(settings, checked(lambda: saying.assignment(found, assignee, author, now, comment)))
    typer.echo(f"{alert}: {'nobody' if assignee is None else plain(assignee)} deals with it")


def comment_on(
    alert: AlertId,
    text: Annotated[str, typer.Argument(help="What others should know.")],
    *,
    author: Author,
) -> None:
    """Leave a comment on an alert, for whoever reads it next.

    Status 0: said. 2: no such alert. 3: no Kafka.
    """
    from tocsin.services.controls import saying  # noqa: PLC0415 - keeps `tocsin --help` fast
    from tocsin.services.controls.asking import alert_now  # noqa: PLC0415 - the same
    from tocsin.services.controls.publishing import publish  # noqa: PLC0415 - the same

    settings, now = Settings.load(), datetime.now(UTC)
    found = alert_now(settings, alert)
    publish(settings, checked(lambda: saying.remark(found, text.strip(), author, now)))
    typer.echo(f"{alert}: commented")
