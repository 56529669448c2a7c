"""What the judge remembers of one country: the alerts that are open, with all their sources."""

from pydantic import Field

from schemas.alert import Alert, SourceReport
from schemas.article import Moment
from schemas.contract import Contract


class OpenAlert(Contract):
    """An incident that rang: its last revision, and what was said since."""

    key: str = Field(description="Rule and day; the country is the state's own")
    alert: Alert
    sources: tuple[SourceReport, ...]


class CountryState(Contract):
    """The judge's whole memory of one country, as stored in the changelog."""

    watermark: Moment | None = Field(default=None, description="The newest publication seen")
    open_alerts: tuple[OpenAlert, ...] = ()

    def find(self, key: str) -> OpenAlert | None:
        """Return the open alert of that key, if there is one."""
        return next((held for held in self.open_alerts if held.key == key), None)

    def holding(self, held: OpenAlert) -> "CountryState":
        """Return this state with `held` in the place of what had its key."""
        others = tuple(other for other in self.open_alerts if other.key != held.key)
        return self.model_copy(update={"open_alerts": (*others, held)})
