"""`tocsin notify`: alerts to people; check the routes, try one."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from tocsin.services.plain_text import counted
from tocsin.services.problem import ExitStatus
from tocsin.services.settings import Settings

notify_app = typer.Typer(no_args_is_help=False)

RoutesOption = Annotated[
    Path | None, typer.Option("--routes", help="Routes file, instead of TOCSIN_NOTIFIER_ROUTES.")
]


@notify_app.callback(invoke_without_command=True)
def notify(context: typer.Context, routes: RoutesOption = None) -> None:
    """Send alerts to people as the routes file says, until SIGTERM.

    Status 0: stopped on request. 2: invalid routes or settings. 3: Kafka or the port is
    unavailable.
    """
    if context.invoked_subcommand is None:
        from tocsin.services.notifier.service import notify as run  # noqa: PLC0415 - `--help` stays fast

        run(Settings.load(notifier_routes=routes))


@notify_app.command()
def check(routes: RoutesOption = None) -> None:
    """Check the routes file; print each error with file and line."""
    from tocsin.services.notifier.routes_file import routes_of_settings  # noqa: PLC0415 - the same

    settings = Settings.load(notifier_routes=routes)
    read = routes_of_settings(settings)
    typer.echo(
        f"{settings.notifier_routes}: {counted(len(read.routes), 'route')} to "
        f"{counted(len(read.targets), 'target')}, all right"
    )


@notify_app.command("test")
def try_route(
    route: Annotated[str, typer.Argument(help="The route's name.")],
    step: Annotated[
        int,
        typer.Option(
            min=0, help="Step of its escalation; 0 is the targets that are notified at once."
        ),
    ] = 0,
    routes: RoutesOption = None,
) -> None:
    """Send a test message to a route's current targets. Status 1: a target did not accept it."""
    from tocsin.services.notifier.routes_file import routes_of_settings  # noqa: PLC0415 - the same
    from tocsin.services.notifier.service import tell_a_test  # noqa: PLC0415 - the same

    settings = Settings.load(notifier_routes=routes)
    read = routes_of_settings(settings)
    lines = asyncio.run(tell_a_test(read, route, settings, step))
    typer.echo("\n".join(lines))
    if any("not sent" in line for line in lines):
        sys.exit(ExitStatus.INCOMPLETE)
