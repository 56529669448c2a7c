"""What the board shows of the demonstration."""

import json
import time
import urllib.request
from typing import Final

from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.settings import Settings

_PATIENCE_SECONDS: Final = 15.0
_LOOK_EVERY: Final = 0.2


def wait_until_shown(settings: Settings, count: int) -> None:
    """Return when the board holds this many alerts.

    Raises:
        Problem: it does not in time.
    """
    deadline = time.monotonic() + _PATIENCE_SECONDS
    address = f"{settings.board_host}:{settings.board_port}/api/overview?silenced=true"
    while (held := _held(address)) < count:
        if time.monotonic() > deadline:
            message = f"the board shows {held} of {count} alerts after {_PATIENCE_SECONDS:.0f} s"
            raise Problem(message, ExitStatus.INCOMPLETE)
        time.sleep(_LOOK_EVERY)


def _held(address: str) -> int:
    with urllib.request.urlopen(f"http://{address}", timeout=_PATIENCE_SECONDS) as answer:
        return int(json.load(answer)["held"])
