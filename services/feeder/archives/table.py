"""CSV with a head → raw articles, one a row, by a column mapping."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, Final

from tocsin.services.feeder.archives.mapping import ColumnMapping
from tocsin.services.feeder.records import BadLine, InputPosition, RawArticle

_SEPARATORS: Final = ",;\t|"


class _RowTooLongError(ValueError):
    """A row of more than is taken in; whether it is one line, behind which the next begins."""

    def __init__(self, *, is_one_line: bool) -> None:
        super().__init__()
        self.is_one_line = is_one_line


class _Lines:
    """The lines of a table, with a bound on how much one row takes of them."""

    def __init__(self, text: io.TextIOWrapper, longest: int) -> None:
        self.number = 0
        self._text = text
        self._longest = longest
        self._of_row = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._longest + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self._of_row += len(line)
        if self._of_row > self._longest:
            is_one_line = self._of_row == len(line)
            if is_one_line:
                self._skip(line)
            raise _RowTooLongError(is_one_line=is_one_line)
        return line

    def begin_row(self) -> None:
        self._of_row = 0

    def _skip(self, line: str) -> None:
        while line and not line.endswith(("\n", "\r")):
            line = self._text.readline(self._longest)


def read_table(
    file: str, stream: BinaryIO, mapping: ColumnMapping, longest: int
) -> Iterator[RawArticle | BadLine]:
    """Yield a raw article a row. The separator is the commonest of `, ; tab |` in the head."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    lines = _Lines(text, longest)
    too_long = f"a row of more than {longest:,} bytes"
    try:
        head = next(lines, "")
    except _RowTooLongError:
        yield BadLine(InputPosition(file, 1), f"{too_long}, where the names of columns are wanted")
        return
    separator = max(_SEPARATORS, key=head.count)
    columns = next(csv.reader([head], delimiter=separator), [])
    csv.field_size_limit(longest)
    rows = csv.reader(lines, delimiter=separator)
    while True:
        lines.begin_row()
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield BadLine(InputPosition(file, lines.number), str(error))
            rows = csv.reader(lines, delimiter=separator)  # it stands amid a row
            continue
        except _RowTooLongError as error:
            if not error.is_one_line:
                problem = f"no row ends within {longest:,} bytes: is a quote open?"
                yield BadLine(InputPosition(file, lines.number), f"{problem} The rest was not read")
                return
            yield BadLine(InputPosition(file, lines.number), too_long)
            rows = csv.reader(lines, delimiter=separator)
            continue
        if row is None:
            return
        where = InputPosition(file, lines.number)
        if len(row) != len(columns):
            if row:
                problem = f"{len(row)} columns; the head has {len(columns)}"
                yield BadLine(where, problem)
            continue
        yield RawArticle(where, mapping.payload(dict(zip(columns, row, strict=True))))
