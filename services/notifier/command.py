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
    Path | None, typer.Option("--routes", help="A routes file, for TOCSIN_NOTIFIER_ROUTES.")
]


@notify_app.callback(invoke_without_command=True)
def notify(context: typer.Context, routes: RoutesOption = None) -> None:
    """Tell people of alerts, by the routes file, until SIGTERM.

    Status 0: ended as asked. 2: routes or settings that are not right. 3: no Kafka, no port.
    """
    if context.invoked_subcommand is None:
        from tocsin.services.notifier.service import notify as run  # noqa: PLC0415 - `--help` stays fast

        run(Settings.load(notifier_routes=routes))


@notify_app.command()
def check(routes: RoutesOption = None) -> None:
    """Say whether the routes file is right; each fault with file and line."""
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
        int, typer.Option(min=0, help="Of its escalation; 0: who is told at once.")
    ] = 0,
    routes: RoutesOption = None,
) -> None:
    """Send a marked test to those who a route would tell now. Status 1: one did not take it."""
    from tocsin.services.notifier.routes_file import routes_of_settings  # noqa: PLC0415 - the same
    from tocsin.services.notifier.service import tell_a_test  # noqa: PLC0415 - the same

    settings = Settings.load(notifier_routes=routes)
    read = routes_of_settings(settings)
    lines = asyncio.run(tell_a_test(read, route, settings, step))
    typer.echo("\n".join(lines))
    if any("not told" in line for line in lines):
        sys.exit(ExitStatus.INCOMPLETE)
