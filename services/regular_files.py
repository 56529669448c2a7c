"""Is it a file? A pipe in its place would wait for a writer, a device may never end."""

from pathlib import Path
from typing import Final

_OF_A_SHELL: Final = ("/dev/fd/", "/dev/stdin", "/proc/")
"""What `<(command)` and `/dev/stdin` are: somebody writes to them."""

NOT_REGULAR: Final = "not a regular file"


def is_irregular(file: Path) -> bool:
    """Whether it is there and is a pipe, a socket or a device that nobody named as input."""
    if str(file).startswith(_OF_A_SHELL):
        return False
    return file.exists() and not file.is_file() and not file.is_dir()
