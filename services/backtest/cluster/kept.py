"""The work folder: what was read of each piece, kept so that no run reads it again.

A piece's files are named by a hash of all that its reports depend on, so what is there is right:
the file and its version, the stretch, the network and the code that reads.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final
from uuid import uuid4

import fsspec
from pydantic import BaseModel, ConfigDict, ValidationError

from tocsin.schemas import report
from tocsin.services.backtest import reading
from tocsin.services.backtest.archives.pieces import How, Piece
from tocsin.services.encoders import choice
from tocsin.services.encoders.choice import Networks, folders_of
from tocsin.services.feeder import sources
from tocsin.services.reading import reader

_READS: Final = (report, reading, reader, choice, sources)
"""The packages of these modules make an article its reports."""
_LIBRARIES: Final = ("onnxruntime", "tokenizers", "sentencex")
_COPY_BYTES: Final = 1 << 20


class ReadFault(BaseModel):
    """Something that could not be read."""

    model_config = ConfigDict(frozen=True)

    file: str
    line: int | None
    element: int | None
    problem: str


class Segment(BaseModel):
    """Reports of one country, in order of publication, as a part of the piece's file."""

    model_config = ConfigDict(frozen=True)

    country: str
    start: int
    end: int
    times: tuple[int, ...]
    """Of publication, in microseconds."""
    numbers: tuple[int, ...]
    """The place of each among the piece's reports as they were read."""
    moving: tuple[bool, ...]
    """Whether each moves the clock on: an exercise does not."""


class PieceRead(BaseModel):
    """What was read of a piece; the reports themselves lie in a file beside it."""

    model_config = ConfigDict(frozen=True)

    articles: int
    other_languages: int
    lines: int
    """Of a stretch: by these, the places in the next one move."""
    faults: tuple[ReadFault, ...]
    segments: tuple[Segment, ...]
    size: int
    """Bytes of the reports."""


@cache
def reader_mark(encoder: Networks | str) -> str:
    """Return a hash of the network and the code that reads."""
    mark = blake2b(digest_size=16)
    for library in _LIBRARIES:
        mark.update(f"{library} {version(library)}\n".encode())
    languages = encoder.languages if isinstance(encoder, Networks) else ()
    mark.update(f"{languages}\n".encode())
    folders = [Path(str(module.__file__)).parent for module in _READS]
    for folder in (*folders, *folders_of(encoder)):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                mark.update(f"{file.relative_to(folder)}\n".encode())
                mark.update(blake2b(file.read_bytes()).digest())
    return mark.hexdigest()


def key_of(piece: Piece, how: How, reader: str, run: str) -> str:
    """Return the name under which a piece is kept.

    Args:
        piece: what is read.
        how: within which bounds.
        reader: `reader_mark`.
        run: names this run, for files of which nothing shows when they change.
    """
    told = (piece, how, reader, run if piece.file.version is None else "")
    return blake2b(repr(told).encode(), digest_size=20).hexdigest()


@dataclass(frozen=True, slots=True)
class WorkFolder:
    """A work folder, which the driver and all workers see: a path, or an address for fsspec."""

    folder: str

    def read(self, key: str) -> PieceRead | None:
        """Return what is kept of a piece; None if nothing is, or not all."""
        system, root = self._opened()
        try:
            read = PieceRead.model_validate_json(system.cat_file(f"{root}/{key}.json"))
            is_whole = system.size(f"{root}/{key}.reports") == read.size
        except (FileNotFoundError, ValidationError):
            return None
        return read if is_whole else None

    def write(self, key: str, read: PieceRead, reports: IO[bytes]) -> None:
        """Keep a piece: its reports, then that they are all there."""
        self._put(f"{key}.reports", reports)
        self._put(f"{key}.json", BytesIO(read.model_dump_json().encode()))

    def reports(self, key: str, segment: Segment) -> bytes:
        """Return a segment of a piece's reports, as they were kept."""
        system, root = self._opened()
        content: bytes = system.cat_file(f"{root}/{key}.reports", segment.start, segment.end)
        return content

    def put_bytes(self, content: bytes) -> str:
        """Keep something by its content; return its name."""
        name = blake2b(content, digest_size=20).hexdigest()
        self._put(name, BytesIO(content))
        return name

    def bytes_of(self, name: str) -> bytes:
        """Return what `put_bytes` kept."""
        system, root = self._opened()
        content: bytes = system.cat_file(f"{root}/{name}")
        return content

    def remove(self, name: str) -> None:
        """Keep something no longer."""
        system, root = self._opened()
        system.rm_file(f"{root}/{name}")

    def _put(self, name: str, content: IO[bytes]) -> None:
        """Write a file that is there whole or not at all, whichever process is killed."""
        system, root = self._opened()
        system.makedirs(root, exist_ok=True)
        is_local = "file" in system.protocol  # elsewhere, a file is there when it is closed
        target = f"{root}/.{name}.{uuid4().hex}" if is_local else f"{root}/{name}"
        with system.open(target, "wb") as out:
            shutil.copyfileobj(content, out, _COPY_BYTES)
        if is_local:
            Path(target).replace(f"{root}/{name}")

    def _opened(self) -> tuple[Any, str]:
        system, root = fsspec.core.url_to_fs(self.folder)
        return system, str(root).rstrip("/")


def places(read: PieceRead, before: int) -> Iterator[ReadFault]:
    """Yield the faults of a piece at their places in the file, by the lines before the piece."""
    for fault in read.faults:
        yield (
            fault if fault.line is None else fault.model_copy(update={"line": fault.line + before})
        )
