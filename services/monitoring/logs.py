"""Logs: one line an event, for people or for machines, and no client may flood them."""

import logging
import sys
import time
from collections.abc import Callable
from typing import Final, Literal

import structlog

from tocsin.services.plain_text import counted
from tocsin.services.problem import Problem
from tocsin.services.terminal import harmless, on_one_line, unguarded

CLIENT_LOGGERS: Final = ("aiokafka", "alembic", "faust", "mode", "kafka")
"""Of the Kafka and database clients: measured, one writes 100,000 lines while a broker is away."""

_DUMPS_GROUPS: Final = "kafka.admin._groups"
"""Warns with a page of bytes when a group's members are not Java's; ours never are."""

_WHAT_STRANGERS_CAUSE: Final = (
    "asyncio",
    "tocsin.services.monitoring.connections",
    "tocsin.services.monitoring.wrong_tokens",
    "tocsin.services.monitoring.requests",
    "tocsin.services.board.web.access.guard",
)
"""Loggers of requests: a client that sends many of them must not fill a disk."""

_LINES_PER_WINDOW: Final = 5
_WINDOW_SECONDS: Final = 30.0


class RateLimit(logging.Filter):
    """Lets a few lines of each logger pass in a window, and says how many it held back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._windows: dict[str, tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether the line is written; the first of a window says what was held back."""
        now = self._clock()
        start, count = self._windows.get(record.name, (now, 0))
        if now - start >= _WINDOW_SECONDS:
            held_back = count - _LINES_PER_WINDOW
            if held_back > 0:
                record.msg = (
                    f"{record.getMessage()} ({counted(held_back, 'line')} held back before)"
                )
                record.args = ()
            start, count = now, 0
        self._windows[record.name] = (start, count + 1)
        return count < _LINES_PER_WINDOW


def set_up_logs(form: Literal["console", "json"], level: str) -> None:
    """Send all logs, our own and the clients', to standard error in one form."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    # the words are harmless by then, and the colours are ours
    handler = logging.StreamHandler(unguarded(sys.stderr))
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _make_harmless,
                renderer,
            ],
        )
    )
    limit = RateLimit()
    if level != "debug":
        handler.addFilter(lambda record: not _is_limited(record.name) or limit.filter(record))
    handler.addFilter(_is_no_problem)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    looking_closely, quietest = root.level == logging.DEBUG, max(logging.WARNING, root.level)
    for name in CLIENT_LOGGERS:
        logging.getLogger(name).setLevel(logging.INFO if looking_closely else quietest)
    if not looking_closely:
        logging.getLogger(_DUMPS_GROUPS).setLevel(logging.ERROR)


_OF_MANY_LINES: Final = {"exception", "stack"}


def _make_harmless(
    logger: object, name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """What a stranger's text holds acts on no terminal and begins no line of the log."""
    del logger, name
    for key, held in event.items():
        if isinstance(held, bool | int | float) or held is None:
            continue
        text = held if isinstance(held, str) else str(held)
        event[key] = harmless(text) if key in _OF_MANY_LINES else on_one_line(text)
    return event


def _is_no_problem(record: logging.LogRecord) -> bool:
    """Hold back the traceback of a `Problem`: the command line ends with its one clear line."""
    return record.exc_info is None or not isinstance(record.exc_info[1], Problem)


def _is_limited(name: str) -> bool:
    return name.split(".", 1)[0] in CLIENT_LOGGERS or name in _WHAT_STRANGERS_CAUSE
