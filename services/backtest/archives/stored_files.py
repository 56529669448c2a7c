"""Files on this machine, and those that fsspec reaches: list them, open them."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EACCES
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import Any, Final, cast

from tocsin.services.feeder.sources import STDIN, open_unbuffered
from tocsin.services.problem import ExitStatus, Problem

_PLAIN: Final = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".warc")
_ENDINGS: Final = (*_PLAIN, *(f"{ending}.gz" for ending in _PLAIN), ".parquet")
"""What is read of a folder; other files in it are left alone."""

_WEB: Final = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of an archive."""

    name: str
    """Path or address."""
    size: int | None = None
    """Bytes as stored; None if only reading can show it."""
    version: str | None = None
    """Changes with the content; None if nothing shows a change."""
    has_parts: bool = True
    """Whether a part can be fetched without the rest."""


def stored_files(names: Sequence[str]) -> tuple[StoredFile, ...]:
    """Return the files of all names, folders by the names of the files in them.

    Raises:
        Problem: the file does not exist, or it cannot be requested.
    """
    found: list[StoredFile] = []
    for name in names:
        if name == STDIN:
            found.append(StoredFile(name))
        else:
            with in_words(name):
                found.extend(_remote(name) if is_remote(name) else _local(name))
    return tuple(found)


def is_remote(name: str) -> bool:
    """Return whether fsspec opens it."""
    return "://" in name


def open_stored(name: str) -> RawIOBase:
    """Open a file, wherever it is; "-" is standard input.

    Raises:
        Problem: it cannot be opened.
    """
    if not is_remote(name):
        return open_unbuffered(name)
    with in_words(name):
        system, path = _file_system(name)
        # a web server that gives no parts is read from the beginning to the end; fsspec would
        # take the whole for the part that it asked for if it is no longer than that
        streamed = {} if _has_parts(name, system, path) else {"block_size": 0}
        return cast("RawIOBase", system.open(path, "rb", **streamed))


def buffered(name: str) -> BufferedReader:
    """Open a file, with a buffer.

    Raises:
        Problem: it cannot be opened.
    """
    return cast("BufferedReader", BufferedReader(open_stored(name)))


def _local(name: str) -> Iterator[StoredFile]:
    path = Path(name)
    if not path.is_dir():
        yield _local_file(path)
        return
    files = [file for file in sorted(path.rglob("*")) if file.is_file() and _is_archive(file.name)]
    if files:
        yield from (_local_file(file) for file in files)
    else:
        yield StoredFile(name)  # a folder of pages; the feeder reports if it is not


def _local_file(path: Path) -> StoredFile:
    known = path.stat()
    if not os.access(path, os.R_OK):  # reported before the work; opening it would break a pipe
        raise PermissionError(EACCES, os.strerror(EACCES))
    version = f"{known.st_size}-{known.st_mtime_ns}-{known.st_ctime_ns}-{known.st_ino}"
    return StoredFile(str(path), known.st_size, version)


def _remote(name: str) -> Iterator[StoredFile]:
    system, path = _file_system(name)
    is_page = name.startswith(_WEB)
    if name.endswith("/") or (not is_page and system.isdir(path)):
        paths = [one for one in sorted(system.find(path)) if _is_archive(one)]
        if not paths:
            message = f"{name}: no archives in it; looked for {', '.join(_ENDINGS)}"
            raise Problem(message)
    else:
        paths = [path]
    for one in paths:
        known = system.info(one)
        address = one if is_remote(one) else system.unstrip_protocol(one)
        has_parts = _has_parts(address, system, one)
        yield StoredFile(address, known.get("size"), _version(known), has_parts)


def _has_parts(address: str, system: Any, path: str) -> bool:  # noqa: ANN401 - fsspec has no types
    """Return whether a part can be fetched: a web server is asked for one byte."""
    if not address.startswith(_WEB):
        return True
    try:
        with system.open(path, "rb", cache_type="none") as stream:
            stream.seek(1)
            return len(stream.read(1)) == 1
    except ValueError:  # as fsspec reports servers that send the whole instead
        return False


def _version(known: dict[str, Any]) -> str | None:
    """Return what distinguishes one content from another, as far as the store says anything."""
    marks = ("ETag", "etag", "md5", "md5Hash", "generation", "LastModified", "mtime", "updated")
    told = [f"{mark}={known[mark]}" for mark in marks if known.get(mark)]
    return f"{known.get('size')} {' '.join(told)}" if told else None


def _is_archive(name: str) -> bool:
    return name.lower().endswith(_ENDINGS)


def _file_system(name: str) -> tuple[Any, str]:
    import fsspec  # noqa: PLC0415 - an extra

    return cast("tuple[Any, str]", fsspec.core.url_to_fs(name))


@contextmanager
def in_words(name: str) -> Iterator[None]:
    """Tell any failure as a problem of this file."""
    try:
        yield
    except (Problem, ModuleNotFoundError):
        raise
    except OSError as error:
        message = f"{name}: {error.strerror or error or type(error).__name__}"
        status = ExitStatus.UNAVAILABLE if is_remote(name) else ExitStatus.MISUSE
        raise Problem(message, status) from error
    except Exception as error:
        if not is_remote(name):
            raise
        # each kind of store has errors of its own
        message = f"{name}: {type(error).__name__}: {error}"
        raise Problem(message, ExitStatus.UNAVAILABLE) from error
