"""How the archive reaches PostgreSQL: where, as whom, and which errors waiting cannot fix."""

from typing import Final

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings

EXAMPLE: Final = "postgresql://tocsin_archive@localhost:5432/tocsin"

_REFUSED: Final = (
    "FATAL:",
    "no password supplied",
    "does not support SSL",
    "certificate verify failed",
    "does not match host name",
)
_PASSING: Final = (
    "starting up",
    "shutting down",
    "in recovery",
    "not yet accepting",
    "too many",
    "remaining connection slots",
    "terminating connection",
)
"""Refusals of the server that waiting fixes."""

_DEFAULTS: Final[dict[str, str | int]] = {
    "application_name": "tocsin-archive",
    "connect_timeout": 10,
    # a peer that vanished without a word is noticed within half a minute
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""Where the address says nothing else."""


class Database:
    """An address that connections are made from; holds a secret, so it is never printed."""

    def __init__(self, settings: Settings) -> None:
        """Read the address.

        Raises:
            Problem: none is set, or it is not legal.
        """
        self._conninfo = _conninfo(settings)
        known = conninfo_to_dict(self._conninfo)
        name = f", database {known['dbname']}" if "dbname" in known else ""
        user = f", user {known['user']}" if "user" in known else ""
        port = f":{known['port']}" if "port" in known else ""
        self.where = f"PostgreSQL at {known.get('host', 'localhost')}{port}{name}{user}"
        """For people, without the password."""

    def connect(self) -> psycopg.Connection:
        """Return a new connection.

        Raises:
            psycopg.OperationalError: it cannot be had now.
            Problem: it cannot be reached at all (unknown user or database, or a missing right), or
                holds no Unicode.
        """
        try:
            connection = psycopg.connect(self._conninfo)
        except psycopg.OperationalError as error:
            if is_refusal(error):
                message = f"{self.where} refused the login: {reason(error)}"
                raise Problem(message, ExitStatus.UNAVAILABLE) from None
            raise
        encoding = connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            connection.close()
            message = f"{self.where} is encoded in {encoding}; the database must use UTF8"
            raise Problem(message, ExitStatus.UNAVAILABLE)
        return connection


def is_refusal(error: psycopg.OperationalError) -> bool:
    """Whether the server is there and says no; libpq gives no code for it, only its words."""
    told = str(error)
    return any(sign in told for sign in _REFUSED) and not any(sign in told for sign in _PASSING)


def reason(error: psycopg.Error) -> str:
    """Return in one line why it failed; the server's own words if there are some."""
    told = error.diag.message_primary or str(error) or type(error).__name__
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    return lines[0].removeprefix("connection failed: ") if lines else type(error).__name__


def _conninfo(settings: Settings) -> str:
    if settings.database_url is None:
        message = (
            f"TOCSIN_DATABASE_URL is not set; it is the address of PostgreSQL, such as {EXAMPLE}"
        )
        raise Problem(message)
    try:
        told = conninfo_to_dict(settings.database_url.get_secret_value())
    except psycopg.ProgrammingError:
        # libpq's own words would repeat a part of the address, and it may hold the password
        message = (
            f"TOCSIN_DATABASE_URL is not the address of a PostgreSQL database, such as {EXAMPLE}"
        )
        raise Problem(message) from None
    if settings.database_password is not None:
        told["password"] = settings.database_password.get_secret_value()
    return make_conninfo("", **{**_DEFAULTS, **told, "client_encoding": "UTF8"})
