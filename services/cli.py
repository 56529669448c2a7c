"""`tocsin`: one thin command per service. Each service keeps its command beside its code."""

import os
import sys
from importlib.metadata import version
from typing import Annotated, NoReturn

import typer

from tocsin.services.acl.command import acl_app
from tocsin.services.archive.command import archive_app
from tocsin.services.backtest.command import backtest
from tocsin.services.board.command import board
from tocsin.services.broker.command import broker
from tocsin.services.controls.command import retract, verdict
from tocsin.services.controls.desk_command import acknowledge, assign, comment_on
from tocsin.services.controls.silence_command import silence_app
from tocsin.services.dead_letters.command import dead_letters_app
from tocsin.services.demo.command import demo
from tocsin.services.detector.command import detector
from tocsin.services.drill.command import drill
from tocsin.services.evaluation.command import evaluate
from tocsin.services.evaluation.train_command import train
from tocsin.services.extras import problem_of_missing
from tocsin.services.feeder.command import feed
from tocsin.services.feeder.sources_command import sources_app
from tocsin.services.notifier.command import notify_app
from tocsin.services.offline.areas_command import areas
from tocsin.services.offline.extract_command import extract
from tocsin.services.offline.judge_command import judge
from tocsin.services.private_files import only_for_the_owner
from tocsin.services.problem import Problem
from tocsin.services.rules.command import rules_app
from tocsin.services.settings.command import config
from tocsin.services.settings.unknown import unknown_variables
from tocsin.services.terminal import ReaderGoneError, end_without_reader, guard_output
from tocsin.services.topics.command import topics
from tocsin.services.watcher.command import watch

app = typer.Typer(
    name="tocsin",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _show_version(asked: bool) -> None:  # noqa: FBT001 - as typer calls it
    if asked:
        typer.echo(f"tocsin {version('tocsin')}")
        raise typer.Exit


@app.callback()
def tocsin(
    *,
    shows_version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Early warning from the news: articles on Kafka in, alerts on Kafka out."""
    del shows_version
    for line in unknown_variables(os.environ):
        typer.echo(f"tocsin: {line}", err=True)


app.command("config")(config)
app.command("broker")(broker)
app.command("topics")(topics)
app.command("feed")(feed)
app.command("watch")(watch)
app.command("areas")(areas)
app.command("detector")(detector)
app.command("board")(board)
app.command("demo")(demo)
app.command("extract")(extract)
app.command("judge")(judge)
app.command("evaluate")(evaluate)
app.command("train")(train)
app.command("backtest")(backtest)
app.command("drill")(drill)
app.command("verdict")(verdict)
app.command("retract")(retract)
app.command("ack")(acknowledge)
app.command("assign")(assign)
app.command("comment")(comment_on)
app.add_typer(silence_app, name="silence")
app.add_typer(sources_app, name="sources")
app.add_typer(rules_app, name="rules")
app.add_typer(notify_app, name="notify")
app.add_typer(acl_app, name="acl")
app.add_typer(dead_letters_app, name="dead-letters")
app.add_typer(archive_app, name="archive")


def main() -> None:
    """Run the command line; a `Problem` ends with its line and status, never a traceback."""
    only_for_the_owner()
    guard_output()
    try:
        _run()
    except ReaderGoneError:
        end_without_reader()


def _run() -> None:
    try:
        app()
    except Problem as problem:
        _end(problem)
    except ModuleNotFoundError as error:
        missing = problem_of_missing(error)
        if missing is None:
            raise
        _end(missing)
    finally:
        sys.stdout.flush()


def _end(problem: Problem) -> NoReturn:
    sys.stderr.write(f"tocsin: {problem}\n")
    sys.exit(problem.status)


if __name__ == "__main__":
    main()
