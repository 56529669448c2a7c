"""`tocsin sources`: import, export, check."""

import sys
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.services.plain_text import counted
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import SEEDS, Settings

if TYPE_CHECKING:
    from tocsin.services.feeder.live.checking import SourceCheck
    from tocsin.services.feeder.live.sources.source import Source

sources_app = typer.Typer(
    no_args_is_help=True, help="The sources that `tocsin feed --sources` fetches."
)

_MOST_OPML = 16 * 1024 * 1024
_File = Annotated[Path, typer.Argument(metavar="SOURCES.yaml", help="Sources file.")]


@sources_app.command("import")
def import_opml(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.opml", help="OPML file exported by a feed reader.")
    ],
    *,
    trust: Annotated[
        bool,
        typer.Option(
            "--trust",
            help=("The file is your own export: also import headers, cookies, users and proxies."),
        ),
    ] = False,
) -> None:
    """Print a sources file with the feeds of an OPML file."""
    from tocsin.services.feeder.live.sources.files import write_sources  # noqa: PLC0415 - the same
    from tocsin.services.feeder.live.sources.opml import NotOpmlError, read_opml  # noqa: PLC0415 - quick --help

    try:
        with file.open("rb") as stream:
            document = stream.read(_MOST_OPML + 1)
        if len(document) > _MOST_OPML:
            message = f"{file}: larger than {_MOST_OPML:,} bytes, too large for a list of feeds"
            raise Problem(message)
        sources, unusable = read_opml(document, trusted=trust)
    except OSError as error:
        message = f"{file}: {error.strerror}"
        raise Problem(message) from None
    except NotOpmlError as error:
        message = f"{file} is not OPML: {error}"
        raise Problem(message) from None
    for line in unusable:
        sys.stderr.write(f"{file}: {line}\n")
    typer.echo(write_sources(sources), nl=False)
    raise typer.Exit(ExitStatus.INCOMPLETE if unusable else ExitStatus.OK)


@sources_app.command("export")
def export_opml(file: _File = SEEDS / "sources.yaml") -> None:
    """Print a sources file as OPML, for any feed reader."""
    from tocsin.services.feeder.live.sources.files import read_sources_file  # noqa: PLC0415 - the same
    from tocsin.services.feeder.live.sources.opml import write_opml  # noqa: PLC0415 - quick --help

    typer.echo(write_opml(read_sources_file(file)).decode(), nl=False)


@sources_app.command("select")
def select(
    file: _File = SEEDS / "sources.yaml",
    *,
    folder: Annotated[
        list[str] | None, typer.Option(help="Only this folder and its subfolders; may be repeated.")
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option(help="Only this country, such as KEN; may be repeated.")
    ] = None,
    language: Annotated[
        list[str] | None, typer.Option(help="Only this language, such as en; may be repeated.")
    ] = None,
) -> None:
    """Print the sources of a file that match the given folders, countries and languages."""
    from tocsin.services.feeder.live.sources import files as source_files  # noqa: PLC0415 - quick --help

    found = [
        one
        for one in source_files.read_sources_file(file)
        if (not folder or any(f"{one.folder}/".startswith(f"{wanted}/") for wanted in folder))
        and (not country or one.country in {wanted.upper() for wanted in country})
        and (not language or (one.language or "").split("-")[0] in language)
    ]
    typer.echo(source_files.write_sources(found), nl=False)
    raise typer.Exit(ExitStatus.OK if found else ExitStatus.INCOMPLETE)


@sources_app.command("check")
def check(file: _File = SEEDS / "sources.yaml") -> None:
    """Fetch each source once, send nothing, and report what was found.

    Status 0: all work. 1: some do not. 2: the file is invalid.
    """
    from tocsin.services.feeder.display import steps_of  # noqa: PLC0415 - the same
    from tocsin.services.feeder.live.sources.files import read_sources_file  # noqa: PLC0415 - quick --help
    from tocsin.services.feeder.live.web.access import check_access  # noqa: PLC0415 - the same
    from tocsin.services.runtime.lifecycle import run_once  # noqa: PLC0415 - the same

    settings, sources = Settings.load(), read_sources_file(file)
    check_access(sources)
    with steps_of("sources", len(sources)) as advance:
        findings = run_once(settings, _findings(settings, sources, advance))
    _print_table(findings)
    bad = sum(1 for one in findings if one.trouble is not None)
    typer.echo(f"{counted(len(findings), 'source')}, {bad:,} with problems")
    raise typer.Exit(ExitStatus.INCOMPLETE if bad else ExitStatus.OK)


async def _findings(
    settings: Settings, sources: "list[Source]", advance: Callable[[], None]
) -> "list[SourceCheck]":
    from tocsin.services.feeder.live.checking import check as check_all  # noqa: PLC0415 - the same
    from tocsin.services.feeder.live.fetching.asking import open_pages  # noqa: PLC0415 - quick --help

    async with open_pages(settings) as (web, pages):
        return await check_all(sources, web, pages, advance)


def _print_table(findings: "list[SourceCheck]") -> None:
    from rich.table import Table  # noqa: PLC0415 - quick --help

    from tocsin.services.terminal import Terminal  # noqa: PLC0415 - the same

    table = Table("source", "items", "newest", "text", "problem or note")
    for one in findings:
        newest = "" if one.newest is None else one.newest.astimezone(UTC).strftime("%F %R")
        table.add_row(one.source.name, f"{one.items:,}", newest, one.text, one.trouble or one.note)
    Terminal(width=None if sys.stdout.isatty() else 160).print(table)
