"""`tocsin archive`: alerts and verdicts into PostgreSQL, until it is told to stop."""

import typer

from tocsin.services.settings import Settings

archive_app = typer.Typer(invoke_without_command=True)


@archive_app.callback()
def archive(context: typer.Context) -> None:
    """Keep alerts, all their revisions, and verdicts in PostgreSQL, until SIGTERM or Ctrl-C.

    Status 0: ended as asked. 2: a wrong setting. 3: no Kafka, no database, no schema or no right.
    """
    if context.invoked_subcommand is None:
        from tocsin.services.archive.worker import run  # noqa: PLC0415 - keeps `tocsin --help` fast

        run(Settings.load())


@archive_app.command("migrate")
def migrate() -> None:
    """Make the tables and views, or bring them up to date; harmless to repeat."""
    from tocsin.services.archive.worker import run_migration  # noqa: PLC0415 - keeps `tocsin --help` fast

    typer.echo(f"the schema is up to date: {run_migration(Settings.load())}")
