"""Does Kafka accept us, and may we do what we need to? Reported in one line, and at once."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kafka import KafkaAdminClient
from kafka.errors import (
    GroupAuthorizationFailedError,
    GroupIdNotFoundError,
    KafkaConnectionError,
    KafkaError,
    RetriableError,
    SaslAuthenticationFailedError,
    TopicAuthorizationFailedError,
    UnsupportedSaslMechanismError,
)

from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings

Needs = Mapping[str, frozenset[str]]
"""Kafka's operations (READ, WRITE) that are needed, by topic."""

_ATTEMPT_FAILED: Final = "Bootstrap connection to"
_REFUSED: Final = (SaslAuthenticationFailedError, UnsupportedSaslMechanismError)
_BAD_CERTIFICATE: Final = ("CERTIFICATE_VERIFY_FAILED", "WRONG_VERSION_NUMBER", "ALERT")
"""What OpenSSL calls a refusal that waiting cannot fix."""


class RefusalsAreFinal(logging.Filter):
    """Ends a client's wait for the broker when the broker is there and refuses.

    kafka-python 3.0 takes a wrong password for a broker that is not ready and tries again until
    the patience is at an end; it reports the error only in its log. The client writes this line
    from within its wait, so what is raised here ends it; on any other line it would hang.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Hold the line back.

        Raises:
            KafkaError: the line describes a refusal.
        """
        if record.msg.startswith(_ATTEMPT_FAILED) and isinstance(record.args, tuple):
            for told in record.args:
                if isinstance(told, KafkaError) and is_refusal(told):
                    raise told
        return False


def is_refusal(error: BaseException) -> bool:
    """Whether the broker is there and does not let us in."""
    return isinstance(error, _REFUSED) or (
        isinstance(error, KafkaConnectionError)
        and any(sign in str(error) for sign in _BAD_CERTIFICATE)
    )


def refused_at_the_door(settings: Settings, error: KafkaError) -> Problem:
    """Return what to say about a refusal."""
    if isinstance(error, _REFUSED):
        who = f"user {settings.sasl_username}" if settings.sasl_username else "this token"
        what = f"does not let in {who} by {settings.sasl_mechanism}; see TOCSIN_SASL_*"
    else:
        what = f"and we do not trust each other's certificates; see TOCSIN_TLS_* ({error.args[0]})"
    return Problem(f"Kafka at {settings.bootstrap_servers} {what}", ExitStatus.UNAVAILABLE)


def check_access(
    admin: KafkaAdminClient, settings: Settings, topics: Needs, groups: Iterable[str] = ()
) -> None:
    """Return when all that is needed is allowed; a topic that is not there yet is not a fault.

    Raises:
        Problem: rights are missing; the line names each.
    """
    lacking = [*_lacking_on_topics(admin, topics), *_lacking_on_groups(admin, groups)]
    if lacking:
        who = f"user {settings.sasl_username}" if settings.sasl_username else "us"
        message = (
            f"Kafka at {settings.bootstrap_servers} does not give {who} the right to "
            f"{', '.join(lacking)}; `tocsin acl` shows and gives what each service needs"
        )
        raise Problem(message, ExitStatus.UNAVAILABLE)


def _lacking_on_topics(admin: KafkaAdminClient, needs: Needs) -> Iterator[str]:
    for topic in admin.describe_topics(sorted(needs)):
        needed = needs[topic["name"]]
        if topic["error_code"] == TopicAuthorizationFailedError.errno:
            yield from (f"{right} topic {topic['name']}" for right in sorted(needed))
        elif topic["error_code"] == 0:
            missing = needed - set(topic["authorized_operations"])
            yield from (f"{right} topic {topic['name']}" for right in sorted(missing))


def _lacking_on_groups(admin: KafkaAdminClient, groups: Iterable[str]) -> Iterator[str]:
    for group in groups:
        try:
            admin.describe_groups([group])
        except GroupAuthorizationFailedError:
            yield f"READ group {group}"
        except (GroupIdNotFoundError, RetriableError):
            continue  # nobody was in it yet, maybe in none: then even its keeper is not made
