"""Ctrl-C and SIGTERM: end the waiting for input, never a send half done."""

import os
import signal
import time
from collections.abc import Iterable, Iterator
from types import FrameType, TracebackType
from typing import Final, Self, TypeVar

_STDERR_DESCRIPTOR: Final = 2
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)

T = TypeVar("T")


class Interruption:
    """Within its context, a signal ends `each` and `pause`; elsewhere it is only remembered.

    An exception in the midst of the Kafka client would leave its buffers half changed. A second
    signal acts as usual, for people who do not want to wait for confirmations.
    """

    def __init__(self) -> None:
        self.asked = False
        self._waiting = False
        self._before = [signal.getsignal(number) for number in _SIGNALS]

    def __enter__(self) -> Self:
        for number in _SIGNALS:
            signal.signal(number, self._remember)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._restore()

    def each(self, items: Iterable[T]) -> Iterator[T]:
        """Yield the items until a signal comes, also when it comes while one is waited for."""
        iterator = iter(items)
        while not self.asked:
            try:
                self._waiting = True
                if self.asked:  # it came just before we began to wait
                    return
                item = next(iterator)
            except (StopIteration, KeyboardInterrupt):
                return
            finally:
                self._waiting = False
            yield item

    def pause(self, seconds: float) -> None:
        """Sleep; a signal ends it."""
        if seconds <= 0:  # even a sleep of nothing gives the processor away
            return
        try:
            self._waiting = True
            if not self.asked:
                time.sleep(seconds)
        except KeyboardInterrupt:
            return
        finally:
            self._waiting = False

    def _remember(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self.asked = True
        self._restore()
        # straight to the descriptor: the signal may have come in the midst of a buffered write
        os.write(_STDERR_DESCRIPTOR, b"\nstopping; once more to leave at once\n")
        if self._waiting:
            raise KeyboardInterrupt

    def _restore(self) -> None:
        for number, handler in zip(_SIGNALS, self._before, strict=True):
            signal.signal(number, handler)
