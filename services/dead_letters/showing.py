"""Dead letters on a terminal: nothing in them may act on it."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from rich.table import Table
from rich.text import Text

from tocsin.services.dead_letters.choice import source_of
from tocsin.services.dead_letters.topic import KeptLetter
from tocsin.services.plain_text import counted, plain
from tocsin.services.terminal import Terminal

_LEAST_BESIDE_ADDRESS: Final = 100
"""Columns that the rest of the table needs to be read."""


def _table(rows: Iterable[tuple[str, ...]]) -> Table:
    table = Table("on Kafka", "address", "reason", "source", "bytes", "state", "detail")
    table.columns[0].no_wrap = table.columns[1].no_wrap = True
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _block(row: tuple[str, ...]) -> str:
    stamp, address, reason, source, size, state, detail = row
    unit = "byte" if size == "1" else "bytes"
    about = f"{reason}; {source or 'no source'}; {size} {unit}; {state}"
    return f"{stamp}  {address}\n  {about}\n  {detail}"


def _row(kept: KeptLetter) -> tuple[str, ...]:
    letter = kept.letter
    stamp = letter.timestamp.isoformat(" ", "seconds") if letter.timestamp else ""
    return (
        stamp.removesuffix("+00:00"),
        letter.address,
        str(letter.reason),
        plain(source_of(letter) or ""),
        f"{letter.value_bytes:,}",
        state_of(kept),
        plain(letter.detail),
    )


def print_table(kept: Iterable[KeptLetter]) -> None:
    """Print all, and the counts."""
    rows = sorted(map(_row, kept))  # rows, for the letters themselves may be large
    counts = Counter(reason for _, _, reason, *_ in rows)
    console = Terminal()
    if console.width >= _LEAST_BESIDE_ADDRESS + max((len(row[1]) for row in rows), default=0):
        console.print(_table(rows))
    else:  # an address that is cut off is useless
        for row in rows:
            console.out(_block(row), highlight=False)
    by_reason = ", ".join(f"{count:,} {reason}" for reason, count in counts.most_common())
    console.print(f"{counted(counts.total(), 'dead letter')}{': ' if by_reason else ''}{by_reason}")


def json_line(kept: KeptLetter) -> str:
    """Return a letter as one line of JSON, with the address that `show` takes."""
    return json.dumps({"address": kept.letter.address, **json.loads(kept.letter.write())})


def state_of(kept: KeptLetter) -> str:
    """Return what was done about it."""
    if kept.redriven:
        return "sent in again"
    tries = len(kept.letter.trail)
    return f"waits, failed {tries + 1} times" if tries else "waits"


def lines_of(kept: KeptLetter) -> Iterator[str]:
    """Yield all that is known of one letter, a line a thing."""
    letter = kept.letter
    stamp = letter.timestamp.isoformat() if letter.timestamp else "unknown"
    yield f"address    {letter.address}"
    yield f"on Kafka   {stamp}"
    yield f"reason     {letter.reason}"
    yield f"detail     {plain(letter.detail)}"
    yield f"state      {state_of(kept)}"
    for earlier in letter.trail:
        yield f"before     {earlier}"
    if letter.key is not None:
        yield f"key        {_readable(letter.key)}"
    cut = f", the first {len(letter.value):,} kept" if letter.truncated else ""
    yield f"message    {counted(letter.value_bytes, 'byte')}{cut}, SHA-256 {letter.value_sha256}"
    yield ""
    yield _readable(letter.value)


def _readable(value: bytes) -> str:
    return plain(value.decode(errors="backslashreplace"))
