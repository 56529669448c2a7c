"""Worker processes that parse what strangers wrote, each document with limits of time and memory.

A parser in a thread holds the interpreter's lock: one page could starve health checks and
signals, and freeze the feeder again after each restart. A worker that goes beyond its limits is
ended by the kernel, and only its document is lost.
"""

import asyncio
import pickle
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar, cast

_Result = TypeVar("_Result")

_LENGTH_BYTES: Final = 8
_MOST_CALLS: Final = 5_000
"""Of one worker; then a fresh one, because native parsers leak."""


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """What one document may take."""

    seconds: float
    """Of processor time: a busy machine makes no document suspicious."""
    most_bytes: int
    """Of the memory of the process that reads it."""


class BrokeParserError(Exception):
    """A document took more than its parser is given, or ended it; says which."""


class _EndedError(Exception):
    """A worker ended in the midst of a call; carries its exit status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Parsers:
    """The workers: each has one document at a time, the others wait."""

    def __init__(self, limits: ParseLimits, workers: int) -> None:
        self._limits = limits
        self._free = asyncio.Semaphore(workers)
        self._idle: list[_Worker] = []
        self._workers = workers

    async def begin(self) -> None:
        """Start the workers; they get ready beside what the feeder does meanwhile."""
        self._idle = [await _Worker.started(self._limits) for _ in range(self._workers)]

    async def run(self, function: Callable[..., _Result], *arguments: object) -> _Result:
        """Call the function in a worker.

        Raises:
            BrokeParserError: it went beyond the limits.
        """
        return cast("_Result", await self._twice_at_most(pickle.dumps((function, arguments))))

    async def _twice_at_most(self, call: bytes) -> Any:  # noqa: ANN401 - what was asked for
        async with self._free:
            try:
                return await self._called(call)
            except _EndedError as ended:
                if ended.status == -signal.SIGPROF:
                    raise BrokeParserError(self._in_words(ended.status)) from None
            # somebody else may have ended it, as the system does when memory is short
            try:
                return await self._called(call)
            except _EndedError as ended:
                raise BrokeParserError(self._in_words(ended.status)) from None

    async def close(self) -> None:
        """End the workers."""
        for worker in self._idle:
            await worker.end()
        self._idle.clear()

    async def _called(self, call: bytes) -> Any:  # noqa: ANN401 - what the function returns
        worker = self._idle.pop() if self._idle else await _Worker.started(self._limits)
        try:
            good, value = await worker.call(call)
        except BaseException:
            await worker.end()  # it is gone, or in the midst of something that nobody awaits
            raise
        if worker.calls < _MOST_CALLS and not isinstance(value, MemoryError):
            self._idle.append(worker)
        else:
            await worker.end()
        if good:
            return value
        if isinstance(value, MemoryError):
            told = f"takes more than {self._limits.most_bytes:,} bytes of memory to read"
            raise BrokeParserError(told)
        raise value

    def _in_words(self, status: int) -> str:
        if status == -signal.SIGPROF:
            return f"takes more than {self._limits.seconds:g} s of processor time to read"
        if status < 0:
            return f"ended its parser with {signal.Signals(-status).name}"
        return f"ended its parser with status {status}"


class _Worker:
    """One process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.calls = 0

    @classmethod
    async def started(cls, limits: ParseLimits) -> "_Worker":
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tocsin.services.feeder.live.parsing.worker",
            str(limits.seconds),
            str(limits.most_bytes),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        return cls(process)

    async def call(self, call: bytes) -> tuple[bool, Any]:
        """Return whether the call was good, and its result or error."""
        self.calls += 1
        calls, outcomes = self._process.stdin, self._process.stdout
        if calls is None or outcomes is None:
            message = "a worker without pipes"
            raise RuntimeError(message)
        try:
            calls.write(len(call).to_bytes(_LENGTH_BYTES) + call)
            await calls.drain()
            length = await outcomes.readexactly(_LENGTH_BYTES)
            outcome = await outcomes.readexactly(int.from_bytes(length))
        except (OSError, asyncio.IncompleteReadError):
            raise _EndedError(await self._process.wait()) from None
        good, value = pickle.loads(outcome)  # noqa: S301 - from our own worker
        return good, value

    async def end(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
