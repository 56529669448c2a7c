"""CSV with a head → raw articles, one a row, by a column mapping."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, Final

from services.feeder.archives.mapping import ColumnMapping
from services.feeder.records import BadLine, RawArticle, Where

_SAMPLE: Final = 4_096
_SEPARATORS: Final = ",;\t|"


def read_table(
    file: str, stream: BinaryIO, mapping: ColumnMapping, longest: int
) -> Iterator[RawArticle | BadLine]:
    """Yield a raw article a row. The separator is the commonest of `, ; tab |` in the head."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    head = text.readline(_SAMPLE)
    separator = max(_SEPARATORS, key=head.count)
    columns = next(csv.reader([head], delimiter=separator), [])
    csv.field_size_limit(longest)
    rows = csv.reader(text, delimiter=separator)
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield BadLine(Where(file, rows.line_num + 1), str(error))
            continue
        if row is None:
            return
        where = Where(file, rows.line_num + 1)
        if len(row) != len(columns):
            if row:
                problem = f"{len(row)} columns; the head has {len(columns)}"
                yield BadLine(where, problem)
            continue
        yield RawArticle(where, mapping.payload(dict(zip(columns, row, strict=True))))
