"""What people said back to the alerts; pure."""

from collections import OrderedDict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, TypeVar

from tocsin.schemas.control import AnyControl, Retraction, Silence, Verdict, VerdictFinding
from tocsin.services.board.state.desk import Desk

_Kept = TypeVar("_Kept")

MOST_HELD: Final = 50_000
"""Controls of each kind; people say them one by one, so this is years of work."""


class Answers:
    """The newest control of each id; the oldest make room for new ones."""

    def __init__(self) -> None:
        self._silences: OrderedDict[str, Silence] = OrderedDict()
        self._retractions: OrderedDict[str, Retraction] = OrderedDict()
        self._verdicts: OrderedDict[str, OrderedDict[str, Verdict]] = OrderedDict()
        self.desk = Desk()

    def take(self, control: AnyControl) -> None:
        """Take what somebody said; the same again changes nothing."""
        match control:
            case Silence():
                _keep(self._silences, control.id, control)
            case Retraction():
                _keep(self._retractions, control.id, control)
            case Verdict():
                said = self._verdicts.get(control.alert_id, OrderedDict())
                _keep(said, control.id, control)
                _keep(self._verdicts, control.alert_id, said)
            case _:
                self.desk.take(control)

    def silences(self, now: datetime) -> list[Silence]:
        """Return the active silences, the next to end first."""
        in_force = [one for one in self._silences.values() if one.since <= now < one.until]
        return sorted(in_force, key=lambda silence: silence.until)

    def silences_over(self, now: datetime, within: timedelta) -> list[Silence]:
        """Return the silences that ended of late, the newest end first."""
        over = [one for one in self._silences.values() if now - within < one.until <= now]
        return sorted(over, key=lambda silence: silence.until, reverse=True)

    def silence(self, silence_id: str) -> Silence | None:
        """Return one silence, active or not."""
        return self._silences.get(silence_id)

    def retraction(self, alert_id: str) -> Retraction | None:
        """Return who took an alert back, if somebody did."""
        return self._retractions.get(alert_id)

    def verdicts(self, alert_id: str) -> list[Verdict]:
        """Return what each author found, oldest first."""
        return sorted(self._verdicts.get(alert_id, {}).values(), key=lambda verdict: verdict.at)

    def findings(self, alert_id: str) -> Iterator[VerdictFinding]:
        """Return the findings on an alert."""
        return (verdict.finding for verdict in self.verdicts(alert_id))


def _keep(held: OrderedDict[str, _Kept], key: str, value: _Kept) -> None:
    held[key] = value
    held.move_to_end(key)
    if len(held) > MOST_HELD:
        held.popitem(last=False)
