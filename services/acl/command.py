"""`tocsin acl`: the rights of each service on Kafka, shown and put in force."""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.services.plain_text import counted
from tocsin.services.settings import Settings

acl_app = typer.Typer(
    no_args_is_help=True, help="Who may do what on Kafka: each service just its own."
)


@acl_app.command("show")
def show() -> None:
    """Print the user and the rights of each service; asks no broker."""
    from rich.table import Table  # noqa: PLC0415 - quick --help

    from tocsin.services.acl.applying import names_of, table_rows  # noqa: PLC0415 - the same
    from tocsin.services.acl.rights import rights  # noqa: PLC0415 - the same
    from tocsin.services.terminal import Terminal  # noqa: PLC0415 - the same

    names = names_of(Settings.load())
    table = Table("user", "may", "kind", "name")
    for number in (0, 3):
        table.columns[number].no_wrap = True  # a name that is cut is no name
    for row in table_rows(rights(names), names):
        table.add_row(*row)
    Terminal().print(table)


@acl_app.command("apply")
def apply() -> None:
    """Give each service its rights and take away others; run it as Kafka's administrator."""
    from tocsin.services.acl.applying import apply_rights  # noqa: PLC0415 - keeps `tocsin --help` fast

    given, taken = apply_rights(Settings.load())
    typer.echo(f"{counted(given, 'right')} given, {taken} taken away")


@acl_app.command("users")
def users(
    folder: Annotated[Path, typer.Argument(help="Where the password files go, one a service.")],
) -> None:
    """Make a user for each service, with a password by chance in a file of its own.

    A service reads it with TOCSIN_SASL_PASSWORD_FILE. What is there is kept and set again.
    """
    from tocsin.services.acl.applying import make_users  # noqa: PLC0415 - keeps `tocsin --help` fast

    for file in make_users(Settings.load(), folder):
        typer.echo(file)
