"""Packed bytes → bytes, never more than a limit; pure."""

import zlib
from typing import Final

ACCEPTED: Final = "gzip, deflate"
"""What is asked for. Others would need a library that can stop at a limit."""

_EITHER_HEADER: Final = zlib.MAX_WBITS | 32
_CHUNK: Final = 65_536
_MOST_MEMBERS: Final = 1_000
"""Of one content; those of bgzip hold up to 64 kB each."""

_GZIP_MAGIC: Final = b"\x1f\x8b\x08"


class TooLongError(ValueError):
    """More than the limit, packed or unpacked."""


class Unpacker:
    """Takes chunks of one answer and keeps what they hold, up to a limit.

    Several gzip members one behind the other are one content (RFC 1952, 2.2); what follows the
    last one is no content, and is left out as other clients do.
    """

    def __init__(self, encoding: str, most_bytes: int) -> None:
        """Prepare.

        Raises:
            ValueError: an encoding that was not asked for.
        """
        encoding = encoding.strip().lower()
        if encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            message = f"packed as {encoding}, which was not asked for"
            raise ValueError(message)
        self._packed = encoding not in {"", "identity"}
        self._raw_deflate_possible = encoding == "deflate"
        self._unpacking = zlib.decompressobj(_EITHER_HEADER)
        self._members = 0
        self._begun = False
        self._over = False
        self._most = most_bytes
        self._body = bytearray()

    def take(self, chunk: bytes) -> None:
        """Unpack one more chunk.

        Raises:
            TooLongError: the limit is passed.
            zlib.error: damaged.
        """
        if not self._packed:
            self._keep(chunk)
            return
        # in pieces: what is left of a chunk is copied for each member that ends in it
        for begin in range(0, len(chunk), _CHUNK):
            self._take_packed(chunk[begin : begin + _CHUNK])

    def body(self) -> bytes:
        """Return all that came.

        Raises:
            zlib.error: it was cut off.
        """
        if self._begun and not self._unpacking.eof:
            message = "the packed content was cut off"
            raise zlib.error(message)
        return bytes(self._body)

    def _take_packed(self, chunk: bytes) -> None:
        while chunk and not self._over:
            if self._unpacking.eof:
                # a member may begin with the last byte of a chunk
                self._over = not _GZIP_MAGIC.startswith(chunk[: len(_GZIP_MAGIC)])
                if self._over:
                    return
                self._next_member()
            self._begun = True
            self._keep(self._unpack(chunk))
            chunk = self._unpacking.unconsumed_tail or self._unpacking.unused_data

    def _next_member(self) -> None:
        self._members += 1
        if self._members >= _MOST_MEMBERS:
            message = f"more than {_MOST_MEMBERS:,} gzip members"
            raise TooLongError(message)
        self._unpacking = zlib.decompressobj(_EITHER_HEADER)

    def _unpack(self, chunk: bytes) -> bytes:
        possible, self._raw_deflate_possible = self._raw_deflate_possible, False
        try:
            return self._unpacking.decompress(chunk, _CHUNK)
        except zlib.error:
            if not possible:
                raise
            # some servers mean the bare format by "deflate", against RFC 9110, 8.4.1.2
            self._unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._unpacking.decompress(chunk, _CHUNK)

    def _keep(self, more: bytes) -> None:
        self._body += more
        if len(self._body) > self._most:
            message = f"more than {self._most:,} bytes"
            raise TooLongError(message)


def unpacked(body: bytes, most_bytes: int) -> bytes:
    """Return what a file like `feed.xml.gz` holds, which servers send without saying so.

    Raises:
        TooLongError: it holds more than the limit.
        zlib.error: damaged.
    """
    if not body.startswith(_GZIP_MAGIC):
        return body
    unpacker = Unpacker("gzip", most_bytes)
    unpacker.take(body)
    return unpacker.body()
