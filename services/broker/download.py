"""Kafka's jars, checked and at hand; what is fetched is shown."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from services.broker.jars import Jar
from services.broker.shelf import committed_jars, fetch_jars, missing_jars, shelf_folder


def provide_jars(cache_dir: Path) -> list[Path]:
    """Return the paths of all jars that Kafka needs, fetching those that are missing.

    Once all are there no network is used; every time all are hashed anew.

    Raises:
        Problem: a jar cannot be fetched, is not what the list says, or is not on it.
    """
    jars = committed_jars()
    folder = shelf_folder(cache_dir, jars)
    missing = missing_jars(folder, jars)
    if missing:
        _fetch_shown(folder, missing)
    return [folder / jar.filename for jar in jars]


def _fetch_shown(folder: Path, missing: Sequence[Jar]) -> None:
    console = Console(stderr=True)
    if not console.is_terminal:
        console.print(f"Fetching Apache Kafka from Maven Central: {len(missing)} jars")
        fetch_jars(folder, missing, arrived=lambda _: None)
        console.print(f"Fetched and checked {len(missing)} jars")
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("Fetching Apache Kafka", total=len(missing))
        fetch_jars(folder, missing, arrived=lambda _: progress.advance(task))
