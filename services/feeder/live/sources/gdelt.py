"""GDELT's list files (events, mentions, GKG; version 2) → the pages that they name; pure.

Columns by GDELT's codebooks: Event Database 2.0 and Global Knowledge Graph 2.1.
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

from tocsin.services.feeder.live.address import canonical_address
from tocsin.services.problem import Problem

_COLUMNS: Final = {61: (59, 60), 27: (1, 4), 16: (2, 5)}
"""How many a line has → where the time and the address stand: events, GKG, mentions."""

_MOST_BYTES: Final = 128 * 1024 * 1024
"""Of a list, unpacked; those of a quarter of an hour have 5 to 30 MB."""
_LONGEST_LINE: Final = 1024 * 1024
_MOST_MEMBERS: Final = 100
_PACKED: Final = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_UNREADABLE: Final = (
    OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error
)  # fmt: skip
"""What is raised if a list is too much, damaged, or locked with a password."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page that a list names, and when GDELT saw it."""

    address: str
    seen_at: datetime


def read_list(file: Path) -> list[Listed]:
    """Return the pages of a list file, `.csv` or `.zip`, each once.

    Raises:
        Problem: it cannot be read, or no line of it is one of a list file.
    """
    found: dict[str, Listed] = {}
    try:
        for line in _lines(file):
            one = _listed(line)
            if one is not None:
                found.setdefault(one.address, one)
    except _UNREADABLE as error:
        message = f"{file}: {getattr(error, 'strerror', None) or error}"
        raise Problem(message) from None
    if not found:
        message = f"{file} is not a GDELT 2 list: no line has 16, 27 or 61 columns with a page"
        raise Problem(message)
    return list(found.values())


def _lines(file: Path) -> Iterator[bytes]:
    with file.open("rb") as plain:
        if not zipfile.is_zipfile(plain):
            plain.seek(0)
            yield from _bounded(plain, _MOST_BYTES)
            return
        with zipfile.ZipFile(plain) as packed:
            members = packed.infolist()
            if len(members) > _MOST_MEMBERS:
                message = f"more than {_MOST_MEMBERS} files in one list"
                raise ValueError(message)
            left = _MOST_BYTES
            for member in members:
                if member.compress_type not in _PACKED:  # the others unpack without a bound
                    message = f"{member.filename} is packed in a way that GDELT does not use"
                    raise ValueError(message)
                with packed.open(member) as unpacked:
                    for line in _bounded(unpacked, left):
                        left -= len(line)
                        yield line


def _bounded(stream: IO[bytes], most: int) -> Iterator[bytes]:
    while line := stream.readline(_LONGEST_LINE + 1):
        if len(line) > _LONGEST_LINE:
            message = f"a line of more than {_LONGEST_LINE:,} bytes"
            raise ValueError(message)
        most -= len(line)
        if most < 0:
            message = f"the list unpacks to more than {_MOST_BYTES:,} bytes"
            raise ValueError(message)
        yield line


def _listed(line: bytes) -> Listed | None:
    columns = line.decode("utf-8", errors="replace").rstrip("\r\n").split("\t")
    if len(columns) not in _COLUMNS:
        return None
    time_at, address_at = _COLUMNS[len(columns)]
    address = canonical_address(columns[address_at])
    try:
        seen_at = datetime.strptime(columns[time_at], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return None if address is None else Listed(address, seen_at)
