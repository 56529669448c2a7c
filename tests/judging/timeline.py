"""A story over a fake clock that reads as time: push at, want between."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from judging.reports import TUESDAY

from tocsin.schemas.alert import Alert, AlertKind, Change
from tocsin.schemas.control import Retraction, Silence, Verdict
from tocsin.schemas.report import Report
from tocsin.schemas.rule import Rule
from tocsin.services.judging.in_memory import InMemoryJudge


def span(text: str) -> timedelta:
    """Return "1d 6h 30m" as a duration."""
    units = {"d": "days", "h": "hours", "m": "minutes"}
    return timedelta(**{units[unit]: int(n) for n, unit in re.findall(r"(\d+)([dhm])", text)})


class Timeline:
    """Reports go in when they are published; alerts are wanted in their order."""

    def __init__(self, *rules: Rule, begin: datetime = TUESDAY) -> None:
        self._world = InMemoryJudge(rules)
        self._begin = begin
        self._unseen: list[Alert] = []

    def push(self, *reports: Report) -> None:
        for report in reports:
            self._unseen.extend(self._world.push(report))

    def obey(self, control: Silence | Verdict | Retraction, after: str = "0h") -> None:
        """Let the judge hear what a person says so long after the beginning."""
        self._unseen.extend(self._world.obey(control, self._begin + span(after)))

    def pass_time(self) -> None:
        """Let so much time pass that everything has ended."""
        self._unseen.extend(self._world.finish())

    def want(self, kind: AlertKind, change: Change, earliest: str, latest: str) -> Alert:
        """Return the next alert, which must be this and come between these times."""
        assert self._unseen, f"no alert; wanted {kind} {change}"
        alert = self._unseen.pop(0)
        assert (alert.kind, alert.change) == (kind, change), alert.title
        after = alert.detected_at - self._begin
        assert span(earliest) <= after <= span(latest), f"{kind} {change} came after {after}"
        return alert

    def next(self) -> Alert:
        """Return the next alert without having wanted it."""
        return self._unseen[0]

    def rest(self) -> list[Alert]:
        """Return all alerts that nobody wanted yet."""
        unseen, self._unseen = self._unseen, []
        return unseen

    def want_silence(self) -> None:
        assert [f"{one.kind} {one.change}: {one.title}" for one in self._unseen] == []

    @property
    def withheld(self) -> Sequence[str]:
        return self._world.withheld

    @property
    def world(self) -> InMemoryJudge:
        return self._world
