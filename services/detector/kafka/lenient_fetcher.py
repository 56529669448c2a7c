"""aiokafka's fetcher, made to read records whose headers have names that are not UTF-8.

Its parser is native code and raises in the midst of a fetch: what it had parsed before is lost,
and the rest is asked for again and again. Here such a fetch is parsed again in Python, from where
it stopped.
"""

from typing import Any, Final

from aiokafka.consumer import fetcher
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import _MemoryRecordsPy

from tocsin.services.header_names import LenientBuffer

_NativeRecords: Any = vars(fetcher)["MemoryRecords"]
_NativePartition: Any = fetcher.PartitionRecords
_HAS_HEADERS: Final = 2
"""The version of batches from which on records have headers."""


class _KeptRecords(_NativeRecords):  # type: ignore[misc] # native code has no types
    """The native parser, with the bytes that it parses."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.content = content


class _LenientBatch(_DefaultRecordBatchPy):  # type: ignore[misc] # final only by name
    """A batch that reads any name."""

    def _maybe_uncompress(self) -> None:
        super()._maybe_uncompress()
        if not isinstance(self._buffer, LenientBuffer):
            self._buffer = LenientBuffer(self._buffer)


class _LenientRecords(_MemoryRecordsPy):  # type: ignore[misc] # final only by name
    """The parser in Python, with batches that read any name."""

    def next_batch(self, *args: Any) -> Any:  # noqa: ANN401 - a batch of whatever version
        content = self._next_slice
        if content is None or content[self.MAGIC_OFFSET] < _HAS_HEADERS:
            return super().next_batch(*args)
        self._cache_next()
        return _LenientBatch(content)


class _LenientPartition(_NativePartition):  # type: ignore[misc] # it has no types
    """The records of a fetch, read again in Python where native code cannot."""

    def __init__(self, tp: Any, records: Any, aborted: Any, *rest: Any) -> None:  # noqa: ANN401 - aiokafka's signature
        super().__init__(tp, records, aborted, *rest)
        self._content: bytes | None = records.content
        self._all_aborted: list[Any] = list(vars(self)["_aborted_transactions"])

    def __next__(self) -> Any:  # noqa: ANN401 - a record
        try:
            return super().__next__()
        except UnicodeDecodeError:
            if self._content is None:
                raise
        records, self._content = _LenientRecords(self._content), None
        self._records = records
        again: Any = self
        again._aborted_transactions = list(self._all_aborted)  # noqa: SLF001 - our own, untyped
        again._aborted_producers = set()  # noqa: SLF001 - the same
        self._records_iterator = self._unpack_records()
        return super().__next__()


def read_any_header_name() -> None:
    """Let aiokafka read records whatever their headers' names are."""
    vars(fetcher).update(MemoryRecords=_KeptRecords, PartitionRecords=_LenientPartition)
