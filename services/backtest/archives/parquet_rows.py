"""Parquet → raw articles, one a row; columns are named as the fields of an article."""

from collections.abc import Iterator, Sequence
from io import BufferedReader
from typing import Final

from pyarrow import ArrowException
from pyarrow.parquet import ParquetFile

from tocsin.schemas.article import Article
from tocsin.services.feeder.archives.mapping import ColumnMapping
from tocsin.services.feeder.records import BadLine, InputPosition, RawArticle

MAGIC: Final = b"PAR1"
_BATCH: Final = 256
_AS_NAMED: Final = ColumnMapping({}, {})


def row_groups(stream: BufferedReader) -> tuple[int, ...]:
    """Return the number of rows of each group."""
    known = ParquetFile(stream).metadata
    return tuple(known.row_group(number).num_rows for number in range(known.num_row_groups))


def read_rows(
    file: str, stream: BufferedReader, longest: int, groups: Sequence[int] | None, first: int
) -> Iterator[RawArticle | BadLine]:
    """Yield the rows of some groups, of all if none are named.

    Args:
        file: its name for people.
        stream: the file.
        longest: bytes of the longest article that is taken in.
        groups: their numbers.
        first: rows of the file before these groups.
    """
    number = first
    try:
        archive = ParquetFile(stream)
        columns = [name for name in archive.schema_arrow.names if name in Article.model_fields]
        for batch in archive.iter_batches(_BATCH, row_groups=groups, columns=columns):
            for row in batch.to_pylist():
                number += 1
                where = InputPosition(file, element=number)
                payload = _AS_NAMED.payload(row)
                if len(payload) > longest:
                    yield BadLine(where, f"a row of more than {longest:,} bytes")
                else:
                    yield RawArticle(where, payload)
    except (ArrowException, OSError, ValueError) as error:
        problem = f"damaged Parquet ({error}); the rest of it was not read"
        yield BadLine(InputPosition(file, element=number + 1), problem)
