"""A JSON document → its values one by one: an array, one object, or objects one after another.

Memory holds one value at a time. Whatever follows a syntax error cannot be distinguished any
more, so the first error ends the file, and says so.
"""

import codecs
import json
import re
import sys
from collections.abc import Iterator
from typing import BinaryIO, Final

from tocsin.services.feeder.records import BadLine, InputPosition, RawArticle

_CHUNK_BYTES: Final = 1 << 16
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_BYTES_AS_THEY_ARE: Final = "surrogateescape"
_LOST: Final = "the rest of the file was not read"


class _BrokenDocumentError(Exception):
    """The text from here on is not JSON; carries the line and what is wrong."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line
        self.problem = problem


def split_document(
    file: str, stream: BinaryIO, head: bytes, longest: int, line: int = 1
) -> Iterator[RawArticle | BadLine]:
    """Yield the values of an array, or of objects one after another, with line and number.

    Args:
        file: its name for people.
        stream: the rest of the file.
        head: the bytes already read from it.
        longest: a value of more bytes than this ends the file.
        line: in which the head begins.
    """
    window = _Window(stream, head, longest, line)
    element = 0
    try:
        in_array = window.peek() == "["
        if in_array:
            window.step()
        while (mark := window.peek()) not in ("", "]"):
            if in_array and element:
                _expect(window, mark, ",")
            element += 1
            window.peek()
            yield RawArticle(InputPosition(file, window.line, element), window.value())
        _expect_end(window, mark, in_array=in_array)
    except _BrokenDocumentError as broken:
        where = InputPosition(file, broken.line, element or None)
        yield BadLine(where, f"not JSON: {broken.problem}; {_LOST}")


def _expect(window: "_Window", mark: str, wanted: str) -> None:
    if mark != wanted:
        raise _BrokenDocumentError(window.line, f"expected `{wanted}` or `]`")
    window.step()


def _expect_end(window: "_Window", mark: str, *, in_array: bool) -> None:
    if in_array != (mark == "]"):
        problem = "the array is not closed" if in_array else "a `]` without its `[`"
        raise _BrokenDocumentError(window.line, problem)
    if in_array:
        window.step()
        if window.peek():
            raise _BrokenDocumentError(window.line, "more text after the array")


class _Window:
    """A sliding piece of the decoded text."""

    def __init__(self, stream: BinaryIO, head: bytes, longest: int, line: int) -> None:
        self.line = line
        self._stream = stream
        self._longest = longest
        # a byte that is not UTF-8 passes through to its own element, which is then reported
        self._decoder = codecs.getincrementaldecoder("utf-8")(_BYTES_AS_THEY_ARE)
        # only finds where a value ends, so it is lenient; the contract judges each alone
        self._json = json.JSONDecoder(strict=False)
        self._position = 0
        self._ended = False
        self._text = self._decode(head)

    def peek(self) -> str:
        """Go to the next character that is not a space and return it; "" at the end."""
        while True:
            space = _SPACE.match(self._text, self._position)
            if space is not None:
                self._go_to(space.end())
            if self._position < len(self._text):
                return self._text[self._position]
            if not self._read_on():
                return ""

    def step(self) -> None:
        """Leave one character behind."""
        self._go_to(self._position + 1)

    def value(self) -> bytes:
        """Return the bytes of the JSON value that begins here, and go behind it."""
        while True:
            try:
                _, end = self._json.raw_decode(self._text, self._position)
            except json.JSONDecodeError as error:
                if not self._read_on():
                    line = self.line + self._text.count("\n", self._position, error.pos)
                    what = error.msg.removesuffix(" at").removesuffix(" starting").rstrip(": ")
                    raise _BrokenDocumentError(line, what) from None
            except RecursionError:
                raise _BrokenDocumentError(self.line, "nested too deeply") from None
            except ValueError:  # Python reads no whole number of more digits than this
                digits = f"a number of more than {sys.get_int_max_str_digits():,} digits"
                raise _BrokenDocumentError(self.line, digits) from None
            else:
                # a number may continue in the next chunk; a closed object or text does not
                if end < len(self._text) or not self._read_on():
                    text = self._text[self._position : end]
                    self._go_to(end)
                    return text.encode(errors=_BYTES_AS_THEY_ARE)

    def _go_to(self, position: int) -> None:
        self.line += self._text.count("\n", self._position, position)
        self._position = position

    def _read_on(self) -> bool:
        """Read more, as much again as is pending so that long values are not parsed too often."""
        pending = len(self._text) - self._position
        if self._ended:
            return False
        if pending > self._longest:
            problem = f"no value ends within {self._longest:,} bytes"
            raise _BrokenDocumentError(self.line, problem)
        read = self._decode(self._stream.read(max(_CHUNK_BYTES, pending)))
        self._text = self._text[self._position :] + read
        self._position = 0
        return True

    def _decode(self, read: bytes) -> str:
        self._ended = not read
        return self._decoder.decode(read, final=self._ended)
