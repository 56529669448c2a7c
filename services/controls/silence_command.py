"""`tocsin silence`: keep alerts from notifying anyone for a while; preview what that hides."""

import getpass
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final, Literal
from uuid import uuid4

import typer
from pydantic import ValidationError

from tocsin.schemas.control import Silence
from tocsin.schemas.vocabulary import EventType, Severity
from tocsin.services.areas.forms import FORMS
from tocsin.services.controls.when import until_when
from tocsin.services.country import country_code
from tocsin.services.nearest import hint
from tocsin.services.problem import Problem
from tocsin.services.settings import Settings
from tocsin.services.word_option import word_option

silence_app = typer.Typer(
    no_args_is_help=True,
    help="Keep alerts from notifying anyone for a while; they are still recorded.",
)

_MOST_PREVIEWED: Final = 20


@silence_app.command("add")
def add(  # noqa: PLR0913 - each argument is an option
    *,
    until: Annotated[
        str,
        typer.Option(metavar="WHEN", help="How long, or until when: 2d, 12h, 2026-03-16T08:00."),
    ],
    event_type: Annotated[str | None, typer.Option("--type", help="Only this type.")] = None,
    country: Annotated[str | None, typer.Option(help="Only this country: SDN or Sudan.")] = None,
    rule: Annotated[str | None, typer.Option(help="Only this rule's alerts.")] = None,
    severity: Annotated[
        Severity | None,
        word_option(
            Severity, "--severity", help="Only this severity and lower; higher ones still notify."
        ),
    ] = None,
    alert: Annotated[
        str | None, typer.Option(metavar="ALERT", help="Only this alert, by its id.")
    ] = None,
    story: Annotated[
        str | None,
        typer.Option(metavar="STORY", help="Only this story: its alerts' story_id."),
    ] = None,
    place: Annotated[
        str | None, typer.Option(help="Only this place, spelled as in the alerts.")
    ] = None,
    area: Annotated[str | None, typer.Option(help=f"Only this area: {FORMS}.")] = None,
    country_only: Annotated[
        bool,
        typer.Option(
            "--country-only",
            help=(
                "With --area: also silence alerts whose exact place is unknown; otherwise "
                "they still notify."
            ),
        ),
    ] = False,
    preview: Annotated[
        bool,
        typer.Option("--preview", help="Show which alerts it would silence, and do not create it."),
    ] = False,
    author: Annotated[str, typer.Option(default_factory=getpass.getuser, help="Your name.")],
    comment: Annotated[str, typer.Option(help="Reason, for other people.")] = "",
) -> None:
    """Silence alerts by type, country, rule, severity, story, place or area; print its id.

    An alert must match every option given. Status 2: no option given, or an unknown value.
    """
    settings, now = Settings.load(), datetime.now(UTC)
    if country_only and area is None:
        message = (
            "--country-only needs --area: it decides about alerts whose exact place is unknown"
        )
        raise Problem(message)
    given = {
        "event_type": None if event_type is None else _type(event_type),
        "country": None if country is None else country_code(country),
        "rule_id": rule,
        "severity": severity,
        "alert_id": alert,
        "story_id": story,
        "place": place,
        "area": None if area is None else _area(settings, area),
        "country_only": country_only,
    }
    silence = _silence(
        id=uuid4().hex[:12],
        since=now,
        until=until_when(until, now),
        author=author,
        comment=comment,
        **given,
    )
    _say(settings, silence, now, only_preview=preview)


@silence_app.command("list")
def show(
    *,
    every: Annotated[bool, typer.Option("--all", help="Also expired silences.")] = False,
    output: Annotated[
        Literal["table", "json"],
        typer.Option("--format", help="`table` for people, the other for programs."),
    ] = "table",
) -> None:
    """List the active silences."""
    from tocsin.services.controls.asking import controls_now  # noqa: PLC0415 - keeps `tocsin --help` fast
    from tocsin.services.controls.silences import silence_table  # noqa: PLC0415 - the same
    from tocsin.services.terminal import Terminal  # noqa: PLC0415 - the same

    now = datetime.now(UTC)
    said = controls_now(Settings.load()).values()
    silences = [one for one in said if isinstance(one, Silence) and (every or one.until > now)]
    if output == "json":
        silences.sort(key=lambda one: (one.until, one.id))
        typer.echo(json.dumps([one.model_dump(mode="json") for one in silences], indent=2))
    else:
        Terminal().print(silence_table(silences, now))


@silence_app.command("expire")
def expire(
    silence_id: Annotated[str, typer.Argument(metavar="SILENCE", help="The silence's id.")],
) -> None:
    """End a silence now."""
    from tocsin.services.controls.asking import silence_now  # noqa: PLC0415 - keeps `tocsin --help` fast
    from tocsin.services.controls.publishing import publish  # noqa: PLC0415 - the same
    from tocsin.services.controls.saying import expired  # noqa: PLC0415 - the same
    from tocsin.services.controls.silences import names_of  # noqa: PLC0415 - the same

    settings = Settings.load()
    silence, now = silence_now(settings, silence_id), datetime.now(UTC)
    if silence.until <= now:
        typer.echo(f"{silence_id} ({names_of(silence)}) has already expired")
        return
    publish(settings, expired(silence, now))
    typer.echo(f"{silence_id} ({names_of(silence)}) expired")


def _type(text: str) -> EventType:
    try:
        return EventType(text.casefold())
    except ValueError:
        message = f"type {text!r} is not an event type{hint(text, EventType)}"
        raise Problem(message) from None


def _area(settings: Settings, text: str) -> object:
    from tocsin.services.areas.naming import Atlas  # noqa: PLC0415 - keeps `tocsin --help` fast

    return Atlas.load(settings.areas).area(text, Path.cwd())


def _silence(**given: object) -> Silence:
    try:
        return Silence.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        told = first["msg"].removeprefix("Value error, ")
        message = f"silence: {f'{field}: ' if field else ''}{told}"
        raise Problem(message) from None


def _say(settings: Settings, silence: Silence, now: datetime, *, only_preview: bool) -> None:
    """Publish a silence, or just show what it would hide; a rule that there is not is refused."""
    from tocsin.services.controls.asking import alerts_now  # noqa: PLC0415 - keeps `tocsin --help` fast
    from tocsin.services.controls.known_rules import check_rule, rules_on_disk  # noqa: PLC0415 - the same
    from tocsin.services.controls.previewing import preview  # noqa: PLC0415 - the same
    from tocsin.services.controls.publishing import publish  # noqa: PLC0415 - the same
    from tocsin.services.controls.silences import preview_lines  # noqa: PLC0415 - the same

    on_disk = rules_on_disk(settings.rules)
    asks = only_preview or (silence.rule_id is not None and silence.rule_id not in on_disk)
    alerts = alerts_now(settings) if asks else []
    if silence.rule_id is not None:
        check_rule(silence.rule_id, {*on_disk, *(alert.rule_id for alert, _ in alerts)})
    if only_preview:
        typer.echo("\n".join(preview_lines(preview(silence, alerts, now), _MOST_PREVIEWED)))
        return
    publish(settings, silence)
    typer.echo(silence.id)
