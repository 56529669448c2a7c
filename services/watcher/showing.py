"""`tocsin watch`, wired: alerts to standard output, as text for people or as JSON Lines."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice

from rich.console import Console

from schemas.alert import Alert
from services.problem import ExitStatus
from services.settings import Settings
from services.terminal import Styled
from services.watcher.rendering import render
from services.watcher.watching import Watch, Wish

Show = Callable[[Alert], str]


def show_all(settings: Settings, wish: Wish, show: Show, count: int | None) -> ExitStatus:
    """Print alerts until `count` are shown, the topic is idle, Ctrl-C, or nobody reads any more.

    Returns:
        INCOMPLETE when fewer than `count` came before the topic was idle.

    Raises:
        Problem: no broker or no topic.
    """
    shown = 0
    with _ended_by_people(), Watch(settings, wish) as alerts:
        for alert in islice(alerts, count):
            sys.stdout.write(show(alert))
            sys.stdout.flush()  # into a pipe too: an alert must not wait in a buffer
            shown += 1
        if count is not None and shown < count:
            return ExitStatus.INCOMPLETE
    return ExitStatus.OK


@contextmanager
def _ended_by_people() -> Iterator[None]:
    """Take Ctrl-C and SIGTERM for a good end."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        return


def for_people() -> Show:
    """Return how alerts look on this terminal, or without colour where there is none."""
    console = Console()
    colour = console.is_terminal and not console.no_color
    # an old terminal's encoding may lack a character; a mark for it is better than no alert
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    # asked anew for each alert: a window can be resized
    return lambda alert: Styled(render(alert, Console().width, colour=colour) + "\n")


def for_programs(alert: Alert) -> str:
    """Return the alert as one line of JSON."""
    return f"{alert.write().decode()}\n"
