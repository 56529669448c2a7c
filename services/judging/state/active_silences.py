"""What people asked of a judge: the active silences, kept with the states of its partition."""

from collections.abc import Iterable
from datetime import datetime

from pydantic import Field

from tocsin.schemas.alert import Alert
from tocsin.schemas.contract import Contract
from tocsin.schemas.control import Silence
from tocsin.services.controls.covering import covers


class ActiveSilences(Contract):
    """The silences that a judge has heard of, as stored in the changelog beside its clock."""

    silences: tuple[Silence, ...] = ()
    heard: int = Field(default=0, ge=0, description="Offset behind the newest control obeyed")

    def with_silence(self, silence: Silence, now: datetime) -> "ActiveSilences":
        """Return the orders with this silence in place of its older self, without those over."""
        others = (one for one in self.silences if one.id != silence.id and one.until > now)
        return self.model_copy(update={"silences": (*others, silence)})

    def having_heard(self, offset: int) -> "ActiveSilences":
        """Return the orders after the control at this offset of the controls topic."""
        return self.model_copy(update={"heard": offset + 1})

    def stamped(self, alerts: Iterable[Alert], now: datetime) -> tuple[Alert, ...]:
        """Return the alerts, each with the silence that it falls under.

        Args:
            alerts: the revisions that are due.
            now: when Kafka took what they are due to: the same whenever it is judged again.
        """
        return tuple(self._stamped(alert, now) for alert in alerts)

    def _stamped(self, alert: Alert, now: datetime) -> Alert:
        under = next((one.id for one in self.silences if fits(one, alert, now)), None)
        return alert.model_copy(update={"silenced_by": under})


def fits(silence: Silence, alert: Alert, now: datetime) -> bool:
    """Return whether an alert falls under a silence."""
    return now < silence.until and covers(silence, alert)
