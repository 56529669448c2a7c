"""`tocsin acl`: show and apply the ACLs of each service on Kafka."""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.services.plain_text import counted
from tocsin.services.settings import Settings

acl_app = typer.Typer(
    no_args_is_help=True, help="Kafka users and ACLs: each service gets only the rights it needs."
)


@acl_app.command("show")
def show() -> None:
    """Print the user and the ACLs of each service; does not need a broker."""
    from rich.table import Table  # noqa: PLC0415 - quick --help

    from tocsin.services.acl.applying import names_of, table_rows  # noqa: PLC0415 - the same
    from tocsin.services.acl.rights import rights  # noqa: PLC0415 - the same
    from tocsin.services.terminal import Terminal  # noqa: PLC0415 - the same

    names = names_of(Settings.load())
    table = Table("user", "may", "kind", "name")
    for number in (0, 3):
        table.columns[number].no_wrap = True  # a name that is cut off is useless
    for row in table_rows(rights(names), names):
        table.add_row(*row)
    Terminal().print(table)


@acl_app.command("apply")
def apply() -> None:
    """Grant each service its ACLs and remove surplus ones; run it as a Kafka administrator."""
    from tocsin.services.acl.applying import apply_rights  # noqa: PLC0415 - keeps `tocsin --help` fast

    given, taken = apply_rights(Settings.load())
    typer.echo(f"{counted(given, 'right')} granted, {taken} removed")


@acl_app.command("users")
def users(
    folder: Annotated[Path, typer.Argument(help="Folder for the password files, one per service.")],
) -> None:
    """Create a user for each service, with a random password in its own file.

    A service reads it with TOCSIN_SASL_PASSWORD_FILE. Existing password files are kept and their
    passwords set again.
    """
    from tocsin.services.acl.applying import make_users  # noqa: PLC0415 - keeps `tocsin --help` fast

    for file in make_users(Settings.load(), folder):
        typer.echo(file)
