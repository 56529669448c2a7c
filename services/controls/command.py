"""`tocsin silence`, `tocsin verdict`, `tocsin retract`: what people say back to the alerts."""

import getpass
from datetime import UTC, datetime
from typing import Annotated
from uuid import uuid4

import typer
from pydantic import ValidationError

from schemas.control import Finding, Silence
from schemas.vocabulary import EventType
from services.controls.silences import names_of, silence_table
from services.controls.when import until_when
from services.country import country_code
from services.problem import Problem
from services.settings import Settings
from services.terminal import Terminal

silence_app = typer.Typer(
    no_args_is_help=True, help="Alerts that shall not ring for a while; they are still recorded."
)

Author = Annotated[str, typer.Option(default_factory=getpass.getuser, help="Who says so.")]
Comment = Annotated[str, typer.Option(help="Why, for people.")]
AlertId = Annotated[
    str, typer.Argument(metavar="ALERT", help="Its id, as `tocsin watch` shows it.")
]


@silence_app.command("add")
def add(
    *,
    until: Annotated[
        str,
        typer.Option(metavar="WHEN", help="How long, or until when: 2d, 12h, 2026-03-16T08:00."),
    ],
    event_type: Annotated[EventType | None, typer.Option("--type", help="Only this type.")] = None,
    country: Annotated[str | None, typer.Option(help="Only here: SDN or Sudan.")] = None,
    rule: Annotated[str | None, typer.Option(help="Only this rule's alerts.")] = None,
    author: Author,
    comment: Comment = "",
) -> None:
    """Silence alerts of a type, a country or a rule; prints the silence's id."""
    from services.controls.publishing import publish  # noqa: PLC0415 - keeps `tocsin --help` fast

    now = datetime.now(UTC)
    try:
        silence = Silence(
            id=uuid4().hex[:12],
            event_type=event_type,
            country=None if country is None else country_code(country),
            rule_id=rule,
            since=now,
            until=until_when(until, now),
            author=author,
            comment=comment,
        )
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        message = f"silence: {first['msg'].removeprefix('Value error, ')}"
        raise Problem(message) from None
    publish(Settings.load(), silence)
    typer.echo(silence.id)


@silence_app.command("list")
def show(
    *, every: Annotated[bool, typer.Option("--all", help="Those that are over, too.")] = False
) -> None:
    """Show the silences in force."""
    from services.controls.asking import controls_now  # noqa: PLC0415 - keeps `tocsin --help` fast

    now = datetime.now(UTC)
    said = controls_now(Settings.load()).values()
    silences = [one for one in said if isinstance(one, Silence) and (every or one.until > now)]
    Terminal().print(silence_table(silences, now))


@silence_app.command("expire")
def expire(
    silence_id: Annotated[str, typer.Argument(metavar="SILENCE", help="Its id.")],
) -> None:
    """End a silence now."""
    from services.controls.asking import silence_now  # noqa: PLC0415 - keeps `tocsin --help` fast
    from services.controls.publishing import publish  # noqa: PLC0415 - the same
    from services.controls.saying import expired  # noqa: PLC0415 - the same

    settings = Settings.load()
    silence, now = silence_now(settings, silence_id), datetime.now(UTC)
    if silence.until <= now:
        typer.echo(f"{silence_id} ({names_of(silence)}) is over already")
        return
    publish(settings, expired(silence, now))
    typer.echo(f"{silence_id} ({names_of(silence)}) is over")


def verdict(
    alert: AlertId,
    finding: Annotated[Finding, typer.Argument(help="What you found out.")],
    *,
    author: Author,
    comment: Comment = "",
) -> None:
    """Say whether an alert was right; precision by rule is counted from these."""
    from services.controls import saying  # noqa: PLC0415 - keeps `tocsin --help` fast
    from services.controls.asking import alert_now  # noqa: PLC0415 - the same
    from services.controls.publishing import publish  # noqa: PLC0415 - the same

    settings = Settings.load()
    found = alert_now(settings, alert)
    publish(settings, saying.verdict(found, finding, author, datetime.now(UTC), comment))
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
    from services.controls.retracting import (  # noqa: PLC0415 - keeps `tocsin --help` fast
        retract_and_wait,
    )

    raise typer.Exit(retract_and_wait(Settings.load(), alert, author, comment, wait))
