"""A wall clock that tests can set, for processes of ours; needs Debian's libfaketime."""

from collections.abc import Mapping
from pathlib import Path


def library() -> Path | None:
    """Return libfaketime, or None where it is not installed."""
    return next(iter(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")), None)


class FakeClock:
    """The wall clock of the processes that run in its environment."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.set(0)

    def set(self, hours: float) -> None:
        """Put the clock ahead of the right time, or behind it."""
        self._file.write_text(f"{hours * 3600:+.0f}")

    @property
    def environment(self) -> Mapping[str, str]:
        found = library()
        assert found is not None, "libfaketime is not installed"
        return {
            "LD_PRELOAD": str(found),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": "1",
            "DONT_FAKE_MONOTONIC": "1",  # a jump of the clock moves no timers
        }
