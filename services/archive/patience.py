"""Tries again while the database is away; says so once, and once that it is back."""

import time
from collections.abc import Callable
from threading import Event
from typing import Final, TypeVar

import psycopg
import structlog

from tocsin.services.archive.database import Database, reason
from tocsin.services.archive.failures import FailureKind, failure_of
from tocsin.services.archive.metrics import ArchiveMetrics
from tocsin.services.problem import ExitStatus, Problem

log = structlog.get_logger(__name__)

Done = TypeVar("Done")

_SHORTEST_SECONDS: Final = 0.2
_LONGEST_SECONDS: Final = 5.0


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """The service was asked to end while it waited."""


class Patience:
    """What one service knows of its database; `away_since` is None while it answers."""

    def __init__(self, database: Database, stopping: Event, metrics: ArchiveMetrics) -> None:
        self._database = database
        self._stopping = stopping
        self._metrics = metrics
        self.away_since: float | None = None

    def until_done(self, work: Callable[[], Done], within: float | None = None) -> Done:
        """Do the work, again and again while the database is away; forever by default.

        Raises:
            Problem: it was away for `within` seconds, or only a person can fix it.
            Stopped: the service is to end.
        """
        started, pause = time.monotonic(), _SHORTEST_SECONDS
        while True:
            try:
                done = work()
            except psycopg.Error as error:
                self._take(error)
                if within is not None and time.monotonic() - started >= within:
                    message = (
                        f"no {self._database.where} within {within:g} s (TOCSIN_DATABASE_WAIT): "
                        f"{reason(error)}"
                    )
                    raise Problem(message, ExitStatus.UNAVAILABLE) from None
            else:
                self._back()
                return done
            self._metrics.retries.inc()
            self._metrics.database_up.set(0)
            if self._stopping.wait(pause):
                raise Stopped
            pause = min(2 * pause, _LONGEST_SECONDS)

    def _take(self, error: psycopg.Error) -> None:
        if failure_of(error) is not FailureKind.PASSING:
            message = f"{self._database.where}: {reason(error)}"
            raise Problem(message, ExitStatus.UNAVAILABLE) from error
        if self.away_since is None:
            self.away_since = time.monotonic()
            log.warning(
                "database_away", where=self._database.where, reason=reason(error), next="retrying"
            )

    def _back(self) -> None:
        self._metrics.database_up.set(1)
        if self.away_since is not None:
            seconds = round(time.monotonic() - self.away_since, 1)
            self.away_since = None
            log.info("database_back", where=self._database.where, after_seconds=seconds)
