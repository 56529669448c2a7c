"""`python -m tocsin.services.feeder.live.parsing.worker`: parses for the feeder, within limits.

It reads pickled calls from standard input and writes pickled outcomes to standard output, each
with its length before it, and ends when its input does.
"""

import pickle
import resource
import signal
import sys
from typing import BinaryIO, Final

# imported at the start, so that the limit of time is only for documents
import tocsin.services.feeder.live.pages.named_feeds
import tocsin.services.feeder.live.pages.page
import tocsin.services.feeder.live.parsing.feed_document
import tocsin.services.feeder.live.parsing.listing  # noqa: F401 - the same

LENGTH_BYTES: Final = 8


def main(seconds: float, most_bytes: int) -> None:
    """Serve until the input ends."""
    # the feeder ends its workers; a signal to the whole group must not look like a broken parser
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    # the default action ends the process also within native code
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, resource.RLIM_INFINITY))
    calls, outcomes = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is not an outcome
    while (call := _read(calls)) is not None:
        outcome = _outcome(call, seconds)
        outcomes.write(len(outcome).to_bytes(LENGTH_BYTES))
        outcomes.write(outcome)
        outcomes.flush()


def _read(stream: BinaryIO) -> bytes | None:
    length = stream.read(LENGTH_BYTES)
    if len(length) < LENGTH_BYTES:
        return None
    return stream.read(int.from_bytes(length))


def _outcome(call: bytes, seconds: float) -> bytes:
    """Return the pickled result, or the error that the call raised."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        function, arguments = pickle.loads(call)  # noqa: S301 - from the feeder itself
        return pickle.dumps((True, function(*arguments)))
    except MemoryError:
        return pickle.dumps((False, MemoryError()))
    except Exception as error:  # noqa: BLE001 - the feeder decides what it means
        return pickle.dumps((False, error))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
