"""Errors that a person can fix: one clear line and an exit status."""

from enum import IntEnum


class ExitStatus(IntEnum):
    """How a command ends; documented in the README."""

    OK = 0
    INCOMPLETE = 1
    """It ran, but some input was bad or something awaited did not come."""
    MISUSE = 2
    """A wrong option, setting, file or rule: fix it and call again."""
    UNAVAILABLE = 3
    """Something it needs is not there: the broker, a topic, a right."""


class Problem(Exception):  # noqa: N818 - it is what people read, not a code error
    """Ends a command with `message` on standard error and `status`, without a traceback.

    The message says what is wrong, where, and what would be right.
    """

    def __init__(self, message: str, status: ExitStatus = ExitStatus.MISUSE) -> None:
        super().__init__(message)
        self.status = status
