"""`tocsin archive`: alerts and verdicts into PostgreSQL, until stopped."""

import typer

from tocsin.services.settings import Settings

archive_app = typer.Typer(invoke_without_command=True)


@archive_app.callback()
def archive(context: typer.Context) -> None:
    """Store all revisions of alerts, and verdicts, in PostgreSQL, until SIGTERM or Ctrl-C.

    Status 0: stopped on request. 2: invalid setting. 3: Kafka, the database, its schema or a
    privilege is missing.
    """
    if context.invoked_subcommand is None:
        from tocsin.services.archive.worker import run  # noqa: PLC0415 - keeps `tocsin --help` fast

        run(Settings.load())


@archive_app.command("migrate")
def migrate() -> None:
    """Create the tables and views, or upgrade them; safe to repeat."""
    from tocsin.services.archive.worker import run_migration  # noqa: PLC0415 - keeps `tocsin --help` fast

    typer.echo(f"the schema is up to date: {run_migration(Settings.load())}")
