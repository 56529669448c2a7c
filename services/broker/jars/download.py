"""Kafka's jars, checked and at hand; what is fetched is shown."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from tocsin.services.broker.jars.pinned import Jar
from tocsin.services.broker.jars.shelf import committed_jars, fetch_jars, missing_jars, shelf_folder
from tocsin.services.plain_text import counted
from tocsin.services.problem import Problem
from tocsin.services.terminal import Terminal

_CONSOLE: Final = Terminal(stderr=True)


def provide_jars(cache_dir: Path) -> list[Path]:
    """Return the paths of all jars that Kafka needs, fetching those that are missing.

    Once all are there no network is used; all are hashed again every time.

    Raises:
        Problem: a jar cannot be fetched, is not what the list says, or is not on it.
    """
    jars = committed_jars()
    folder = shelf_folder(cache_dir, jars)
    if missing_jars(folder, jars):
        with _alone_in(folder):
            # another start may have fetched them meanwhile
            missing = missing_jars(folder, jars)
            if missing:
                _fetch_shown(folder, missing)
    return [folder / jar.filename for jar in jars]


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock")
        try:
            lock.acquire(blocking=False)
        except Timeout:
            _CONSOLE.print("Another start is fetching Apache Kafka: waiting for it")
            lock.acquire()
    except OSError as error:
        message = f"Kafka cannot be stored in {folder}: {error.strerror}; set TOCSIN_CACHE_DIR"
        raise Problem(message) from error
    try:
        yield
    finally:
        lock.release()


def _fetch_shown(folder: Path, missing: Sequence[Jar]) -> None:
    if not _CONSOLE.is_terminal:
        _CONSOLE.print(f"Fetching Apache Kafka from Maven Central: {counted(len(missing), 'jar')}")
        fetch_jars(folder, missing, arrived=lambda _: None)
        _CONSOLE.print(f"Fetched and checked {counted(len(missing), 'jar')}")
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=_CONSOLE) as progress:
        task = progress.add_task("Fetching Apache Kafka", total=len(missing))
        fetch_jars(folder, missing, arrived=lambda _: progress.advance(task))
