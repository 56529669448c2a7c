"""What an error of PostgreSQL means for us; pure."""

from enum import Enum, auto
from typing import Final

import psycopg

_OF_A_ROW: Final = ("22", "23", "54")
"""Classes of SQLSTATE: data exception, constraint violated, program limit exceeded."""
_READ_ONLY: Final = "25006"


class FailureKind(Enum):
    """Who can fix it."""

    PASSING = auto()
    """Time: the server is away, restarts, is full, or is a standby that may take over."""
    OF_A_ROW = auto()
    """Nobody: this row will never be taken."""
    LASTING = auto()
    """A person: a right or a table is missing."""


def failure_of(error: psycopg.Error) -> FailureKind:
    """Tell an error's kind by its SQLSTATE (PostgreSQL's manual, appendix A)."""
    state = error.sqlstate or ""
    if state[:2] in _OF_A_ROW or (not state and isinstance(error, psycopg.DataError)):
        return FailureKind.OF_A_ROW  # without a state: psycopg itself could not write it
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) or state == _READ_ONLY:
        return FailureKind.PASSING
    return FailureKind.LASTING
