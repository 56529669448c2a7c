"""Take over changed rules without a restart: on SIGHUP, or when a rule file changes on disk.

Good rules are taken over from the next report on. Bad ones are refused as a whole, the old ones
stay in force, and a metric says so.
"""

import asyncio
import logging
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Final

import structlog
from mode import Service

from tocsin.schemas.rule import Rule
from tocsin.services.detector.metrics import DetectorMetrics, Reload
from tocsin.services.problem import Problem
from tocsin.services.rules.rulebook import load_rules, rule_files

log = structlog.get_logger(__name__)

_LOOK_EVERY: Final = 2.0

Take = Callable[[tuple[Rule, ...]], None]
"""Activates rules."""


class RuleWatch(Service):
    """Looks at the rule files every two seconds."""

    logger = logging.getLogger("mode.rules")  # Faust's own lines of it are held to warnings

    def __init__(self, path: Path, take: Take, metrics: DetectorMetrics) -> None:
        super().__init__()
        self._path = path
        self._take = take
        self._metrics = metrics
        self._seen = _look_of(path)
        self._asked = asyncio.Event()
        metrics.rules_are_current.set(1)

    async def on_start(self) -> None:
        """Listen for SIGHUP if the system has it."""
        if hasattr(signal, "SIGHUP"):
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._asked.set)

    @Service.task
    async def _watch(self) -> None:
        while not self.should_stop:
            await self.sleep(_LOOK_EVERY)
            look = _look_of(self._path)
            if look != self._seen or self._asked.is_set():
                self._seen = look
                self._asked.clear()
                await self._reload()

    async def _reload(self) -> None:
        try:
            # in a thread: a file that takes seconds to read must not hold up the work
            rules = await asyncio.to_thread(load_rules, self._path)
        except Problem as problem:
            self._metrics.rules_are_current.set(0)
            self._metrics.rule_reloads.labels(Reload.REFUSED).inc()
            log.error("rules_refused", detail=str(problem))  # noqa: TRY400 - it says all that a person needs
            return
        self._take(rules)
        self._metrics.rules_are_current.set(1)
        self._metrics.rule_reloads.labels(Reload.TAKEN_OVER).inc()
        log.info("rules_taken_over", rules=len(rules))


def _look_of(path: Path) -> tuple[tuple[str, int, int], ...]:
    """Return name, time and size of each rule file; what cannot be seen now will be later."""
    try:
        return tuple(
            (file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in rule_files(path)
        )
    except (OSError, Problem):
        return ()
