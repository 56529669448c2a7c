"""GDELT's list files (events, mentions, GKG; version 2) → the pages that they name; pure.

Columns by GDELT's codebooks: Event Database 2.0 and Global Knowledge Graph 2.1.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from services.feeder.live.address import canonical_address
from services.problem import Problem

_COLUMNS: Final = {61: (59, 60), 27: (1, 4), 16: (2, 5)}
"""How many a line has → where the time and the address stand: events, GKG, mentions."""


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
    try:
        content = file.read_bytes()
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                content = b"".join(packed.read(name) for name in packed.namelist())
    except (OSError, zipfile.BadZipFile) as error:
        message = f"{file}: {getattr(error, 'strerror', None) or error}"
        raise Problem(message) from None
    found: dict[str, Listed] = {}
    for one in _lines(content):
        found.setdefault(one.address, one)
    if not found:
        message = f"{file} is no list file of GDELT 2: no line has 16, 27 or 61 columns with a page"
        raise Problem(message)
    return list(found.values())


def _lines(content: bytes) -> Iterator[Listed]:
    for line in content.decode("utf-8", errors="replace").split("\n"):
        columns = line.rstrip("\r").split("\t")
        if len(columns) not in _COLUMNS:
            continue
        time_at, address_at = _COLUMNS[len(columns)]
        address = canonical_address(columns[address_at])
        try:
            seen_at = datetime.strptime(columns[time_at], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            continue
        if address is not None:
            yield Listed(address, seen_at)
