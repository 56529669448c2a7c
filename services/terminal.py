r"""The edge of every output: nothing that a text holds acts on a terminal, and a reader may leave.

`guard_output` puts it before standard output and standard error of the command line. What would act
is shown as `\u001b`: in JSON that is the same text, elsewhere it can be read. What Rich draws goes
past it, and is made safe by `Terminal`; text that was styled by us says so by being `Styled`.
"""

import codecs
import io
import os
import re
import sys
from collections.abc import Iterable
from typing import Any, Final, NoReturn, TextIO, cast

from rich.console import Console
from rich.segment import Segment

_ACTING: Final = re.compile(
    # controls (C0 but tab and line end, DEL, C1), what hides or turns text, line ends of Unicode,
    # and halves of characters, which cannot be written
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


_ACTING_IN_DRAWING: Final = re.compile(f"(?![\x07\b\r\x1b]){_ACTING.pattern}")


class ReaderGoneError(Exception):
    """Nobody reads our output any more, as behind `| head`: a good end."""


class Styled(str):
    """Text whose colours are ours, and whose words were made safe before."""

    __slots__ = ()


def harmless(text: str) -> str:
    """Return the text with all that acts on a terminal shown instead; line ends and tabs stay."""
    return _ACTING.sub(lambda found: _shown(found[0]), text)


def on_one_line(text: str) -> str:
    """Return harmless text without line ends: it can begin no line of its own."""
    return harmless(text).replace("\n", "\\n")


def _shown(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    pairs = (units[at : at + 2] for at in range(0, len(units), 2))
    return "".join(f"\\u{int.from_bytes(pair):04x}" for pair in pairs)


class Terminal(Console):
    """Rich's console; the words in what it draws are harmless."""

    def _render_buffer(self, buffer: Iterable[Segment]) -> str:
        return super()._render_buffer(
            one if one.control else Segment(harmless(one.text), one.style) for one in buffer
        )


class _Pipe:
    """A stream that says by one error that nobody reads it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        try:
            return self._stream.write(text)
        except BrokenPipeError:
            raise ReaderGoneError from None

    def writelines(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except BrokenPipeError:
            raise ReaderGoneError from None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a stream has
        return getattr(self._stream, name)


class _Drawn(_Pipe):
    """What Rich draws, with the sequences that it draws by; nothing else in it acts."""

    def write(self, text: str) -> int:
        return super().write(_ACTING_IN_DRAWING.sub(lambda found: _shown(found[0]), text))


class _Guarded(_Pipe):
    """A stream through which nothing acts."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.rich_proxied_file = _Drawn(stream)
        """What Rich writes to instead: it styles, and `Terminal` sees to the words."""

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            message = "text is wanted"
            raise TypeError(message)
        return super().write(text if isinstance(text, Styled) else harmless(text))


def _instead(error: UnicodeError) -> tuple[str, int]:
    """Show what a stream has no character for as JSON would."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_shown, error.object[error.start : error.end])), error.end


codecs.register_error("tocsin-shown", _instead)


def guard_output() -> None:
    """Put the guard before both streams of this process."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="tocsin-shown")
    sys.stdout = cast("TextIO", _Guarded(sys.stdout))
    sys.stderr = cast("TextIO", _Guarded(sys.stderr))


def unguarded(stream: TextIO) -> TextIO:
    """Return the stream itself, for what has made its words harmless already."""
    return cast("TextIO", getattr(stream, "rich_proxied_file", stream))


def write_bytes(content: bytes) -> None:
    """Write bytes to standard output as they are: somebody asked for just them."""
    sys.stdout.flush()
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise ReaderGoneError from None


def end_without_reader() -> NoReturn:
    """End well. Else Python complains at its exit of what it could not write."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (sys.__stdout__, sys.__stderr__):
        if descriptor is not None:
            try:
                descriptor.flush()
            except BrokenPipeError:
                os.dup2(nowhere, descriptor.fileno())
    sys.exit(0)
