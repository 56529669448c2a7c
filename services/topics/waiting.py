"""Wait for the broker, patiently and quietly."""

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Timer
from typing import Final, Literal

from kafka import KafkaAdminClient
from kafka.errors import KafkaError, KafkaTimeoutError

from tocsin.schemas.topics import Topic
from tocsin.services.connection import connection
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings
from tocsin.services.topics.access import (
    RefusalsAreFinal,
    check_access,
    is_refusal,
    refused_at_the_door,
)

Tell = Callable[[str], None]

SILENT_SECONDS: Final = 1.0
"""A broker that answers so soon needs no word."""

_LONGEST_BACKOFF_MS: Final = 1_000


def tell_on_stderr(message: str) -> None:
    """Print one line for the person at the terminal."""
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def wait_for_broker(settings: Settings, tell: Tell = tell_on_stderr) -> None:
    """Return when the broker answers; say once that it is waited for.

    Raises:
        Problem: it did not answer within `settings.broker_wait` seconds.
    """
    with broker_admin(settings, tell):
        pass


def wait_for_topics(
    settings: Settings,
    topics: Sequence[Topic],
    tell: Tell = tell_on_stderr,
    operation: Literal["READ", "WRITE"] = "READ",
) -> None:
    """Return when the broker answers and the topics have leaders; does not create topics.

    Raises:
        Problem: no broker or no such topic within `settings.broker_wait` seconds each, or no
            right to the operation on one of them.
    """
    names = [settings.topic(topic) for topic in topics]
    patience = _patience(settings)
    word = f"waiting for {', '.join(names)} (`tocsin topics` makes it; up to {patience:g} s)"
    with broker_admin(settings, tell) as admin, _told_when_slow(word, tell):
        check_access(admin, settings, dict.fromkeys(names, frozenset({operation})))
        try:
            admin.wait_for_topics(names, timeout_ms=round(patience * 1000))
        except KafkaTimeoutError as error:
            message = (
                f"Kafka at {settings.bootstrap_servers} has no {', '.join(names)} after "
                f"{patience:g} s. Create the topics with `tocsin topics`"
            )
            raise Problem(message, ExitStatus.UNAVAILABLE) from error


@contextmanager
def broker_admin(settings: Settings, tell: Tell = tell_on_stderr) -> Iterator[KafkaAdminClient]:
    """Wait for the broker and yield an admin client that is closed afterwards.

    Raises:
        Problem: it did not answer within `settings.broker_wait` seconds.
    """
    admin = _connect(settings, tell)
    try:
        yield admin
    finally:
        admin.close()


def _connect(settings: Settings, tell: Tell) -> KafkaAdminClient:
    # One client for the whole wait: its own bootstrap backs off and retries, and each
    # client that fails leaves its IO thread behind (kafka-python 3.0.12).
    patience = _patience(settings)
    where = settings.bootstrap_servers
    word = f"waiting for Kafka at {where} (up to {patience:g} s)"
    try:
        with _quiet_client(), _told_when_slow(word, tell):
            return KafkaAdminClient(
                **connection(settings),
                bootstrap_timeout_ms=round(patience * 1000),
                reconnect_backoff_max_ms=_LONGEST_BACKOFF_MS,
            )
    except KafkaError as error:
        if is_refusal(error):
            raise refused_at_the_door(settings, error) from error
        message = (
            f"no Kafka at {where} within {patience:g} s ({type(error).__name__}). Start "
            "one (`tocsin broker`) or set TOCSIN_BOOTSTRAP_SERVERS to its address, and "
            "TOCSIN_SECURITY_PROTOCOL if it requires TLS or a user"
        )
        raise Problem(message, ExitStatus.UNAVAILABLE) from error


def _patience(settings: Settings) -> float:
    """Seconds to wait; one attempt is made even if no waiting is wanted."""
    return max(settings.broker_wait, SILENT_SECONDS)


@contextmanager
def _told_when_slow(message: str, tell: Tell) -> Iterator[None]:
    """Tell `message` once, when the block takes longer than `SILENT_SECONDS`."""
    word = Timer(SILENT_SECONDS, tell, [message])
    word.daemon = True
    word.start()
    try:
        yield
    finally:
        word.cancel()


@contextmanager
def _quiet_client() -> Iterator[None]:
    """Keep the client's lines to itself, several for each attempt; ours says it once."""
    logger, attempts = logging.getLogger("kafka"), logging.getLogger("kafka.net.manager")
    level, attempts_level = logger.level, attempts.level
    refusals = RefusalsAreFinal()
    logger.setLevel(logging.CRITICAL)
    attempts.setLevel(logging.WARNING)
    attempts.addFilter(refusals)
    try:
        yield
    finally:
        attempts.removeFilter(refusals)
        attempts.setLevel(attempts_level)
        logger.setLevel(level)
