"""Headers whose names are not UTF-8: Kafka takes them, and its Python clients end on them.

Both clients raise in the midst of a fetch, and again at each try, so that one record would stop
its partition for ever. Here such a name is read with replacement characters; no name of ours has
any.
"""

from typing import Any


class LenientBuffer(bytearray):
    """Bytes of records, of which what is not UTF-8 is decoded all the same."""

    def __getitem__(self, index: Any) -> Any:  # noqa: ANN401 - an index or a slice, as its base has it
        found = super().__getitem__(index)
        return LenientBuffer(found) if isinstance(found, bytearray) else found

    def decode(self, encoding: str = "utf-8", errors: str = "replace") -> str:
        """Decode with replacement characters."""
        del errors
        return super().decode(encoding, "replace")


def read_any_header_name() -> None:
    """Let kafka-python read records whatever their headers' names are."""
    from kafka.record.default_records import DefaultRecordBatch  # noqa: PLC0415 - quick --help

    batches: Any = DefaultRecordBatch  # it has neither types nor an option for that
    strict = batches._read_msg  # noqa: SLF001 - the same
    if getattr(strict, "is_lenient", False):
        return

    def lenient(batch: Any, **options: Any) -> Any:  # noqa: ANN401 - the client has no types
        begin = batch._pos  # noqa: SLF001 - the same
        try:
            return strict(batch, **options)
        except UnicodeDecodeError:
            batch._buffer, batch._pos = LenientBuffer(batch._buffer), begin  # noqa: SLF001 - the same
            return strict(batch, **options)

    lenient.is_lenient = True  # type: ignore[attr-defined]
    batches._read_msg = lenient  # noqa: SLF001 - the same
