"""A real Apache Kafka as a context manager: for `tocsin broker`, the demo, tests and benchmarks."""

import socket
import time
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from filelock import FileLock

from tocsin.services.broker import storage
from tocsin.services.broker.guarded import GuardedProcess
from tocsin.services.broker.jars.download import provide_jars
from tocsin.services.broker.java import java
from tocsin.services.broker.ports import choose_port, free_port, is_free
from tocsin.services.broker.properties import (
    CONTROLLER_HOST,
    LOGS,
    Listeners,
    java_options,
    server_properties,
)
from tocsin.services.broker.readiness import accepts, cluster_at
from tocsin.services.broker.security import Security
from tocsin.services.problem import ExitStatus, Problem

HEAP_MB: Final = 384
_START_SECONDS: Final = 60.0
_STOP_SECONDS: Final = 20.0
_POLL_SECONDS: Final = 0.05
_PORT_ATTEMPTS: Final = 3
_WILDCARDS: Final = ("0.0.0.0", "::")  # noqa: S104 - compared with, not listened on


class EmbeddedKafka:
    """One Kafka node on a data folder; no Java process of it outlives this process.

    Use it with `with`, or `start` and `stop` it. It may be started again after a stop; the
    messages stay in the data folder.

    Attributes:
        data: The folder of messages, logs and settings.
    """

    def __init__(
        self,
        data: Path,
        *,
        cache_dir: Path,
        host: str = "127.0.0.1",
        port: int | None = None,
        advertised: str | None = None,
        security: Security | None = None,
    ) -> None:
        """Prepare a broker.

        Args:
            data: Its folder; made when missing.
            cache_dir: Where Kafka's jars are kept between runs, and looked for.
            host: The address to listen on.
            port: The port; None takes 9092, or a free one when that is taken.
            advertised: The name that clients reach it by; `host` when None, or the machine's
                name when the host means all addresses.
            security: Who may connect; None admits everybody.
        """
        self.data = data.absolute()
        self._cache_dir = cache_dir.absolute()  # Java runs in the data folder
        self._host = host
        self._port = port
        self._advertised = advertised or (socket.gethostname() if host in _WILDCARDS else host)
        self._closed = security.properties() if security else {}
        self._first_user = security.format_arguments if security else ""
        self._door = security.admin_door() if security else {}
        self._listeners: Listeners | None = None
        self._process: GuardedProcess | None = None
        self._lock: FileLock | None = None

    @property
    def bootstrap_servers(self) -> str:
        """The address for clients, as `host:port`; the broker must have been started."""
        if self._listeners is None:
            message = "the broker was not started"
            raise RuntimeError(message)
        return self._listeners.bootstrap_servers

    @property
    def pid(self) -> int:
        """The id of the Java process; the broker must run."""
        if self._process is None:
            message = "the broker does not run"
            raise RuntimeError(message)
        return self._process.pid

    def start(self) -> Self:
        """Fetch what is missing, start Kafka and return when it serves clients.

        Raises:
            Problem: the port or the data folder is taken, a jar is missing or altered, Java is
                not installed, or Kafka ended or did not serve within a minute.
        """
        if self._process is not None:
            message = "the broker runs already"
            raise RuntimeError(message)
        choose_port(self._host, self._port)  # before a download that would be for nothing
        self._lock = storage.own(self.data)
        try:
            command = [str(java()), *java_options(provide_jars(self._cache_dir), HEAP_MB)]
            self._start(command)
        except BaseException:
            self.kill()
            raise
        return self

    def stop(self) -> None:
        """Let Kafka end in order, or by force when it takes long; no effect when it ended."""
        try:
            if self._process is not None:
                self._process.stop(_STOP_SECONDS)
        finally:
            self.kill()

    def kill(self) -> None:
        """End Kafka at once, as a power cut would; no effect when it ended."""
        if self._process is not None:
            self._process.kill()
            self._process = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def wait(self, seconds: float | None = None) -> int | None:
        """Wait for Kafka to end by itself; its exit status, None when it still runs."""
        return None if self._process is None else self._process.wait(seconds)

    def last_words(self, lines: int = 20) -> str:
        """Return the ends of Kafka's log and of what Java wrote outside it."""
        ends = []
        for name in ("kafka.log", "java.log"):
            path = self.data / LOGS / name
            if path.exists():
                text = path.read_text(encoding="utf-8", errors="replace").splitlines()
                ends += [f"{path}:", *(f"  {line}" for line in text[-lines:])]
        return "\n".join(ends)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _start(self, command: list[str]) -> None:
        for attempt in range(1, _PORT_ATTEMPTS + 1):
            self._listeners = self._choose_listeners()
            config = self.data / storage.CONFIG
            storage.write_private(config, server_properties(self._listeners, self._closed))
            cluster = storage.lay_out(self.data, command, self._first_user)
            self._process = GuardedProcess(
                [*command, "kafka.Kafka", config.name], self.data, self.data / LOGS / "java.log"
            )
            status = self._await_service(self._process, self._listeners, cluster)
            if status is None:
                self._port = self._listeners.port  # started again, it is found where it was
                return
            self._process = None
            # between choosing a port and listening on it another program may have taken it
            if _still_free(self._listeners) or attempt == _PORT_ATTEMPTS:
                message = f"Kafka exited with status {status} while starting.\n{self.last_words()}"
                raise Problem(message, ExitStatus.UNAVAILABLE)

    def _choose_listeners(self) -> Listeners:
        return Listeners(
            host=self._host,
            advertised=self._advertised,
            port=choose_port(self._host, self._port),
            controller_port=free_port(CONTROLLER_HOST),
        )

    def _await_service(
        self, process: GuardedProcess, listeners: Listeners, cluster: str
    ) -> int | None:
        """Return None once Kafka serves, or its exit status when it ended before."""
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            status = process.wait(_POLL_SECONDS)
            if status is not None:
                return status
            # another broker may answer on a port that was lost to it: the id shows it
            if (
                accepts(listeners.advertised, listeners.port)
                and cluster_at(listeners.bootstrap_servers, 2.0, self._door) == cluster
            ):
                return None
        message = (
            f"Kafka did not start at {listeners.bootstrap_servers} within "
            f"{_START_SECONDS:.0f} s.\n{self.last_words()}"
        )
        raise Problem(message, ExitStatus.UNAVAILABLE)


def _still_free(listeners: Listeners) -> bool:
    return is_free(listeners.host, listeners.port) and is_free(
        CONTROLLER_HOST, listeners.controller_port
    )
