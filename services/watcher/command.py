"""`tocsin watch`: alerts as they come, on a terminal or into a pipe."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

import typer

from tocsin.schemas.alert import AlertKind
from tocsin.schemas.area import CountryOnly
from tocsin.schemas.vocabulary import EventType, Severity
from tocsin.services.areas.forms import FORMS
from tocsin.services.problem import Problem
from tocsin.services.settings import Settings
from tocsin.services.subscription.start import BEGINNING, parse_start
from tocsin.services.watcher.selection import select
from tocsin.services.word_option import word_option


def watch(  # noqa: PLR0913 - each argument is an option
    *,
    from_beginning: Annotated[
        bool, typer.Option("--from-beginning", help="Start with everything that Kafka still holds.")
    ] = False,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN", help="Start with alerts since then: 2h, 1d12h, 2024-05-01T10:00."
        ),
    ] = None,
    group: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Consumer group: continue where it stopped; Kafka keeps its offsets.",
        ),
    ] = None,
    event_type: Annotated[
        list[EventType] | None,
        word_option(EventType, "--type", help="Only this type; may be repeated."),
    ] = None,
    country: Annotated[
        list[str] | None,
        typer.Option(
            help="Only events in this country or of its actors: SDN or Sudan; may be repeated."
        ),
    ] = None,
    area: Annotated[
        list[str] | None,
        typer.Option(metavar="AREA", help=f"Only this area: {FORMS}. May be repeated."),
    ] = None,
    country_only: Annotated[
        CountryOnly | None,
        typer.Option(help="With --area: how to treat alerts whose exact place is unknown."),
    ] = None,
    kind: Annotated[
        list[AlertKind] | None,
        word_option(AlertKind, "--kind", help="Only this kind of revision; may be repeated."),
    ] = None,
    severity: Annotated[
        list[Severity] | None,
        word_option(Severity, "--severity", help="Only this severity or higher."),
    ] = None,
    silenced: Annotated[
        bool, typer.Option("--silenced", help="Also show silenced alerts.")
    ] = False,
    by_story: Annotated[
        bool,
        typer.Option(
            "--by-story",
            help="If its story was shown before, show the whole story and what is new.",
        ),
    ] = False,
    output: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=(
                "`pretty` for people, `jsonl` for programs, or a template: '{severity} {title}'."
            ),
        ),
    ] = "pretty",
    count: Annotated[int | None, typer.Option(min=1, help="Exit after this many alerts.")] = None,
    until_idle: Annotated[
        float | None,
        typer.Option(min=0, metavar="SECONDS", help="Exit after this long without a new alert."),
    ] = None,
) -> None:
    """Show new alerts until Ctrl-C; an exact repeat is shown once.

    Status 0: ended on request, by Ctrl-C, or because the pipe was closed.
    1: fewer alerts than --count. 2: invalid option. 3: Kafka is unavailable.
    """
    from tocsin.services.watcher import showing  # noqa: PLC0415 - keeps `tocsin --help` fast
    from tocsin.services.watcher.watching import Wish, grounds_of  # noqa: PLC0415 - the same

    if from_beginning and since is not None:
        message = "--from-beginning and --since exclude each other; give one"
        raise Problem(message)
    if country_only is not None and not area:
        message = (
            "--country-only needs --area: it decides about alerts whose exact place is unknown"
        )
        raise Problem(message)
    settings = Settings.load()
    start = parse_start(BEGINNING if from_beginning else since, datetime.now(UTC))
    selection = replace(
        select(event_type or (), country or (), severity or ()),
        also_silenced=silenced,
        kinds=frozenset(kind or ()),
        grounds=grounds_of(settings, area or (), country_only),
    )
    show = showing.shown_as(output, selection.grounds, by_story=by_story)
    wish = Wish(start, selection, until_idle, group)
    raise typer.Exit(showing.show_all(settings, wish, show, count))
