"""`tocsin dead-letters`: list, show, redrive."""

from datetime import UTC, datetime
from typing import Annotated, Literal

import typer

from tocsin.schemas.dead_letter import Reason
from tocsin.services.dead_letters.choice import Choice, choose
from tocsin.services.plain_text import counted
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings
from tocsin.services.subscription.start import BEGINNING, FromTime, parse_start
from tocsin.services.terminal import write_bytes

dead_letters_app = typer.Typer(
    no_args_is_help=True,
    help=(
        "Messages that could not be processed: inspect them, and resend them once the cause "
        "is fixed."
    ),
)

_Reasons = Annotated[
    list[Reason] | None, typer.Option("--reason", help="Only this reason; may be repeated.")
]
_Source = Annotated[str | None, typer.Option(help="Only this outlet, by its full name.")]
_Since = Annotated[
    str | None,
    typer.Option(metavar="WHEN", help="Only messages since then: 2h, 1d12h, 2024-05-01T10:00."),
]
_Until = Annotated[str | None, typer.Option(metavar="WHEN", help="Only messages before then.")]


@dead_letters_app.command("list")
def list_letters(
    reason: _Reasons = None,
    source: _Source = None,
    since: _Since = None,
    until: _Until = None,
    output: Annotated[
        Literal["table", "jsonl"],
        typer.Option("--format", help="`table` for people, the other for programs."),
    ] = "table",
) -> None:
    """List the dead letters that Kafka still holds, and count them by reason."""
    from tocsin.services.dead_letters import showing  # noqa: PLC0415 - keeps `tocsin --help` fast
    from tocsin.services.dead_letters.topic import kept_letters  # noqa: PLC0415 - the same

    choice = choose((), reason or (), source, _moment(since), _moment(until))
    kept = kept_letters(Settings.load(), choice)
    if output == "table":
        showing.print_table(kept)
        return
    for one in kept:
        typer.echo(showing.json_line(one))


@dead_letters_app.command("show")
def show(
    address: Annotated[str, typer.Argument(help="topic-partition-offset, as shown by `list`.")],
    output: Annotated[
        Literal["text", "raw"],
        typer.Option("--format", help="`text` for people, `raw` for the message's original bytes."),
    ] = "text",
) -> None:
    """Show one dead letter and its message; control characters are escaped."""
    from tocsin.services.dead_letters.showing import lines_of  # noqa: PLC0415 - keeps `--help` fast
    from tocsin.services.dead_letters.topic import kept_letters  # noqa: PLC0415 - the same

    choice = Choice(addresses=frozenset({address}))
    one = next(kept_letters(Settings.load(), choice), None)
    if one is None:
        message = f"no dead letter {address}; `tocsin dead-letters list` shows all"
        raise Problem(message)
    if output == "raw":
        write_bytes(one.letter.value)
        return
    for line in lines_of(one):
        typer.echo(line)


@dead_letters_app.command("redrive")
def redrive(
    *,
    addresses: Annotated[
        list[str] | None, typer.Argument(metavar="[ADDRESS]…", help="Only these dead letters.")
    ] = None,
    reason: _Reasons = None,
    source: _Source = None,
    since: _Since = None,
    until: _Until = None,
) -> None:
    """Resend messages to the topics they came from, once the cause is fixed.

    A message is resent once per call and at most three times in total. Status 1: some were not
    sent.
    """
    from tocsin.services.dead_letters import redriving  # noqa: PLC0415 - keeps `tocsin --help` fast
    from tocsin.services.dead_letters.topic import kept_letters  # noqa: PLC0415 - the same

    choice = choose(addresses or (), reason or (), source, _moment(since), _moment(until))
    if choice.is_everything:
        message = "choose dead letters: addresses, --reason, --source, --since or --until"
        raise Problem(message)
    settings = Settings.load()
    with redriving.KafkaMail(settings) as mail:
        fates = redriving.redrive(
            kept_letters(settings, choice), redriving.topics_of(settings), mail
        )
    for fate, count in sorted(fates.items()):
        typer.echo(f"{count:,} {fate}")
    missing = (addresses and fates.total() < len(set(addresses))) or not fates
    if missing:
        typer.echo(f"{counted(fates.total(), 'dead letter')} found", err=True)
    left = fates.keys() - {redriving.Fate.SENT, redriving.Fate.ALREADY}
    raise typer.Exit(ExitStatus.INCOMPLETE if left or missing else ExitStatus.OK)


def _moment(when: str | None) -> datetime | None:
    if when is None or when == BEGINNING:
        return None
    start = parse_start(when, datetime.now(UTC))
    return start.moment if isinstance(start, FromTime) else None
