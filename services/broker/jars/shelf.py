"""The folder of checked jars: nothing runs from it that the committed list does not know."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from tocsin.services.broker.jars.pinned import JAR_LIST, Jar, compare, parse_jar_list
from tocsin.services.problem import ExitStatus, Problem

INSTALL: Final = "install it with `pip install 'tocsin[broker]'` (in a checkout: `make install`)"

Arrived = Callable[[Jar], None]
"""Told of each jar that was fetched."""


def committed_jars() -> tuple[Jar, ...]:
    """Return the list that is kept beside this code."""
    return parse_jar_list(JAR_LIST.read_text(encoding="utf-8"))


def shelf_folder(cache_dir: Path, jars: Iterable[Jar]) -> Path:
    """Return the folder of exactly these jars: another list has another folder."""
    names = "\n".join(sorted(f"{jar.sha256} {jar.filename}" for jar in jars))
    return cache_dir / "kafka" / hashlib.sha256(names.encode()).hexdigest()[:16]


def missing_jars(folder: Path, jars: Iterable[Jar]) -> tuple[Jar, ...]:
    """Hash what is in `folder` and return what it lacks.

    Raises:
        Problem: a jar hashes otherwise, or there is a file that the list does not know.
    """
    found = {path.name: _sha256(path) for path in folder.glob("*") if not path.name.startswith(".")}
    shelf = compare(jars, found)
    if shelf.altered:
        jar = shelf.altered[0]
        message = (
            f"{folder / jar.filename} was modified: its SHA-256 is {found[jar.filename]}, "
            f"{JAR_LIST.name} says {jar.sha256}. It will not be run: delete it and start "
            "again"
        )
        raise Problem(message, ExitStatus.UNAVAILABLE)
    if shelf.unexpected:
        message = (
            f"{folder / shelf.unexpected[0]} does not belong to Kafka and will not be "
            "run: delete it and start again"
        )
        raise Problem(message, ExitStatus.UNAVAILABLE)
    return shelf.missing


def fetch_jars(
    folder: Path, missing: Sequence[Jar], arrived: Arrived, source: str | None = None
) -> None:
    """Fetch jars, check each, and only then put it into `folder` under its name.

    Whatever interrupts this, under its name a jar is there whole or not at all. One process at a
    time may call it for a folder.

    Args:
        folder: Where the jars go.
        missing: The jars to fetch.
        arrived: Told of each.
        source: The address of a Maven repository; Maven Central when None.

    Raises:
        Problem: a jar cannot be fetched, or is not what the list says.
    """
    aside = folder / ".fetching"
    shutil.rmtree(aside, ignore_errors=True)  # of a fetch that was interrupted
    with ThreadPoolExecutor(max_workers=4) as pool:
        fetched = [pool.submit(_fetch, jar, aside, source) for jar in missing]
        try:
            for jar, future in zip(missing, fetched, strict=True):
                future.result().replace(folder / jar.filename)
                arrived(jar)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    shutil.rmtree(aside)


def _fetch(jar: Jar, aside: Path, source: str | None) -> Path:
    try:
        from tocsin.services.broker.jars import maven  # noqa: PLC0415 - not needed once the jars are there
    except ImportError as error:
        message = f"the embedded Kafka needs the package {error.name}: {INSTALL}"
        raise Problem(message, ExitStatus.UNAVAILABLE) from None
    source = source or maven.MAVEN_CENTRAL
    try:
        path = maven.fetch(maven.artifact(jar.coordinates, aside, source))
    except (OSError, RuntimeError) as error:
        message = f"{jar.coordinates} cannot be downloaded from {source}: {error}"
        raise Problem(message, ExitStatus.UNAVAILABLE) from error
    actual = _sha256(path)
    if actual != jar.sha256:
        message = (
            f"{source} returned an unexpected {jar.coordinates}: its SHA-256 is {actual}, "
            f"{JAR_LIST.name} says {jar.sha256}. It will not be run"
        )
        raise Problem(message, ExitStatus.UNAVAILABLE)
    return path


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
