"""`tocsin feed`: articles into Kafka, from files or live from the web."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from tocsin.services.plain_text import counted
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings


def feed(  # noqa: PLR0913 - each is an option that people give
    *,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE…]",
            help="JSON Lines, JSON, CSV or WARC files, which may be gzipped, or a folder of "
            "HTML pages; - is standard input.",
        ),
    ] = None,
    rate: Annotated[
        float | None,
        typer.Option(min=0.001, help="Articles per second; default: as fast as possible."),
    ] = None,
    replay: Annotated[
        bool,
        typer.Option(
            "--replay", help="The input is an archive: judge each article as of its own day."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only validate; does not need Kafka.")
    ] = False,
    sources: Annotated[
        Path | None,
        typer.Option(metavar="SOURCES.yaml", help="Poll these feeds until stopped."),
    ] = None,
    once: Annotated[
        bool, typer.Option("--once", help="Fetch each source once, then exit.")
    ] = False,
    gdelt: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Fetch and send the pages listed in a GDELT 2 file."),
    ] = None,
    from_topic: Annotated[
        str | None,
        typer.Option(
            metavar="TOPIC", help="Read articles from a topic with another schema, until stopped."
        ),
    ] = None,
    mapped: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="FIELD=PATH", help="Path of a field in the input: text=body.plain."
        ),
    ] = None,
    fixed: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="FIELD=VALUE", help="Constant value of a field: source=Gazette."
        ),
    ] = None,
    ingest: Annotated[
        bool, typer.Option("--ingest", help="Also accept `POST /articles`; needs a token.")
    ] = False,
) -> None:
    """Send articles to Kafka; report invalid lines and how many articles Kafka confirmed.

    Status 0: all were valid and confirmed. 1: some lines or sources failed, or it was interrupted.
    2: file not found, or options that exclude each other. 3: Kafka is unavailable or refused.
    """
    _only_one(sources=sources or ingest, gdelt=gdelt, from_topic=from_topic, files=files)
    shape = {"map": mapped, "set": fixed}
    pace = {"rate": rate, "replay": replay, "dry_run": dry_run}
    if once and sources is None:
        message = "--once needs --sources"
        raise Problem(message)
    if sources is not None or ingest:
        _none_of("--sources or --ingest", **shape, **pace)
        raise typer.Exit(_live(sources, once=once, ingest=ingest))
    if gdelt is not None:
        _none_of("--gdelt", **shape, **pace)
        raise typer.Exit(_listed(gdelt))
    from tocsin.services.feeder import run  # noqa: PLC0415 - keeps `tocsin --help` fast
    from tocsin.services.feeder.archives.mapping import read_mapping  # noqa: PLC0415 - the same

    mapping = read_mapping(mapped or (), fixed or ()) if mapped or fixed else None
    if from_topic is not None:
        _none_of("--from-topic", **pace)
        if mapping is None:
            message = "--from-topic needs --map FIELD=PATH: the path of each field in a message"
            raise Problem(message)
        raise typer.Exit(run.feed_topic(Settings.load(), from_topic, mapping))
    if not files:
        others = "--sources, --ingest, --gdelt or --from-topic"
        message = f"give files to feed (- is standard input), or {others}"
        raise Problem(message)

    open_sink = run.open_dry_run if dry_run else run.open_kafka
    manner = run.Manner(rate, replay=replay)
    raise typer.Exit(run.feed(Settings.load(), files, manner, open_sink, mapping))


def _only_one(**inputs: object) -> None:
    given = [_option(name) for name, value in inputs.items() if value]
    if len(given) > 1:
        message = f"{' and '.join(given)} exclude each other; give one of them"
        raise Problem(message)


def _none_of(one: str, **others: object) -> None:
    """Refuse what would not be obeyed."""
    given = [_option(name) for name, value in others.items() if value]
    if given:
        message = f"{', '.join(given)} cannot be used with {one}"
        raise Problem(message)


def _option(name: str) -> str:
    return "files" if name == "files" else f"--{name.replace('_', '-')}"


def _listed(file: Path) -> ExitStatus:
    from tocsin.services.feeder.display import steps_of  # noqa: PLC0415 - the same
    from tocsin.services.feeder.live.service import feed_listed  # noqa: PLC0415 - the same
    from tocsin.services.feeder.live.sources.gdelt import read_list  # noqa: PLC0415 - quick --help

    listed = read_list(file)
    with steps_of("pages", len(listed)) as advance:
        counts = feed_listed(Settings.load(), listed, advance)
    missing = len(listed) - sum(counts.values())
    typer.echo(
        f"{counted(len(listed), 'page')}: {_told(counts.items())}, {missing:,} could not be fetched"
    )
    return ExitStatus.INCOMPLETE if missing else ExitStatus.OK


def _live(file: Path | None, *, once: bool, ingest: bool) -> ExitStatus:
    from tocsin.services.feeder.live.service import look_once, serve  # noqa: PLC0415 - quick --help
    from tocsin.services.feeder.live.sources.files import read_sources_file  # noqa: PLC0415 - the same

    sources = [] if file is None else read_sources_file(file)
    if not once:
        return serve(Settings.load(), sources, ingest=ingest)
    if ingest:
        message = "--once and --ingest exclude each other: --once exits after one round"
        raise Problem(message)
    looked = look_once(Settings.load(), sources)
    typer.echo(
        f"{counted(sum(looked.items.values()), 'item')}: {_told(looked.items.items())}; "
        f"{looked.failed:,} of {counted(len(sources), 'source')} failed"
    )
    if looked.old:
        from tocsin.services.feeder.noticed import Notice  # noqa: PLC0415 - quick --help

        typer.echo(f"{counted(looked.old, 'item')} {Notice.OLD}", err=True)
    return ExitStatus.INCOMPLETE if looked.failed else ExitStatus.OK


def _told(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(
        f"{count:,} {outcome}" for outcome, count in counts if count or outcome != "blocked"
    )
