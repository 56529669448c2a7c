"""A stretch of a file of JSON Lines: the lines that begin in it. Many stretches are the file."""

from io import BufferedReader

_SKIP_BYTES = 1 << 16


class Stretch:
    """The lines of a stream that begin in [start, end); what begins before is read over."""

    def __init__(self, stream: BufferedReader, start: int, end: int) -> None:
        self.lines = 0
        """Read so far, blank ones too."""
        self._stream = stream
        self._end = end
        self._position = start
        self._is_at_start_of_line = True
        if start:
            stream.seek(start - 1)  # the end of the line before, where the stretch begins with one
            self._position -= 1
            while (rest := stream.readline(_SKIP_BYTES)) and not rest.endswith(b"\n"):
                self._position += len(rest)
            self._position += len(rest)

    def readline(self, most: int, /) -> bytes:
        """Return the next line, or as much of it as is wanted; nothing after the last."""
        if self._is_at_start_of_line and self._position >= self._end:
            return b""
        line = self._stream.readline(most)
        self._position += len(line)
        self._is_at_start_of_line = line.endswith(b"\n")
        self.lines += self._is_at_start_of_line
        return line
