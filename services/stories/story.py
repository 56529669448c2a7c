"""One story from its alerts: title, severity, measures in a fixed order, last change; pure.

A story is what happened once: the killed, the injured and the missing of one crash. Each is an
alert with its own id and revisions. Only the newest revision of each alert counts, so a story whose
alerts come in another order, or move to another story, ends the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tocsin.schemas.alert import Alert
from tocsin.schemas.vocabulary import Cause, MsgType, Severity, severity_rank
from tocsin.services.plain_text import plain
from tocsin.services.stories.measure import measure_of, place_in_order
from tocsin.services.stories.place import where


@dataclass(frozen=True, slots=True)
class Story:
    """What happened once, with all that was counted of it."""

    id: str
    alerts: tuple[Alert, ...]
    """Those not withdrawn, in a fixed order; of a story that was withdrawn as a whole, all."""
    taken_back: tuple[Alert, ...]
    """Those that were withdrawn."""

    @property
    def lead(self) -> Alert:
        """The worst; of several that are as bad, the first in order."""
        return max(self.measures, key=lambda one: severity_rank(one.severity))

    @property
    def severity(self) -> Severity:
        """The highest of its alerts."""
        return self.lead.severity

    @property
    def measures(self) -> tuple[Alert, ...]:
        """The alerts by what they count, each measure once: two rules may ring for one figure."""
        best: dict[tuple[object, ...], Alert] = {}
        for alert in self.alerts:
            kind = (alert.event_type, alert.subtype, alert.unit, alert.modality)
            if kind not in best or _weight(alert) > _weight(best[kind]):
                best[kind] = alert
        return tuple(best.values())

    @property
    def figures(self) -> str:
        """What was counted: "21 killed, 164 injured"."""
        return ", ".join(dict.fromkeys(measure_of(one) for one in self.measures))

    @property
    def head(self) -> str:
        """What happened and where: "Bus crash, Minya, Egypt"."""
        return f"{self.event}, {self.where}"

    @property
    def event(self) -> str:
        """What happened: "Bus crash", or the type of event if no title names a cause."""
        known = (_cause(one) for one in (self.lead, *self.measures))
        kind = plain(self.lead.event_type.replace("_", " ").capitalize())
        return next((cause for cause in known if cause), kind)

    @property
    def where(self) -> str:
        """Where, as its worst alert says: the others count the same event."""
        return where(self.lead)

    @property
    def title(self) -> str:
        """Return "Bus crash, Minya, Egypt: 21 killed, 164 injured"; one alert alone keeps its own.

        Of one that was taken back it says what was taken back.
        """
        if len(self.measures) == 1:
            return plain(self.lead.title)
        return f"{self.head}: {self.figures}"

    @property
    def changed_at(self) -> datetime:
        """When something last changed in it, a withdrawal included."""
        return max(one.detected_at for one in (*self.alerts, *self.taken_back))

    def besides(self, alert: Alert) -> tuple[Alert, ...]:
        """Return the other alerts of the story that were not withdrawn."""
        return tuple(one for one in self.alerts if one.id != alert.id)


def story_of(alert: Alert) -> str:
    """Return the id of an alert's story; one without a story is a story by itself.

    Sequences, totals and what earlier versions sent have none.
    """
    return alert.story_id or alert.id


def assemble(alerts: Iterable[Alert]) -> Story:
    """Return the story of these alerts, whatever their order.

    Args:
        alerts: revisions of alerts of one story, at least one; of each alert the newest counts.
    """
    newest: dict[str, Alert] = {}
    for alert in alerts:
        known = newest.get(alert.id)
        if known is None or alert.revision > known.revision:
            newest[alert.id] = alert
    ordered = sorted(newest.values(), key=_place)
    standing = tuple(one for one in ordered if not is_taken_back(one))
    gone = tuple(one for one in ordered if is_taken_back(one))
    return Story(story_of(ordered[0]), standing or gone, gone if standing else ())


def stories(alerts: Iterable[Alert]) -> list[Story]:
    """Return the stories of these alerts, in the order in which each first comes."""
    found: dict[str, list[Alert]] = {}
    for alert in alerts:
        found.setdefault(story_of(alert), []).append(alert)
    return [assemble(some) for some in found.values()]


def is_taken_back(alert: Alert) -> bool:
    """Return whether an alert was wrong, or another one covers it."""
    return alert.msg_type is MsgType.CANCEL


def _cause(alert: Alert) -> str:
    """Return the begin of a title that says cause, place and measure; nothing of any other."""
    if alert.cause is Cause.UNKNOWN:
        return ""
    begin, _, end = plain(alert.title).partition(": ")
    return begin.partition(",")[0] if end == measure_of(alert) else ""


def _weight(alert: Alert) -> tuple[int, int, datetime]:
    return severity_rank(alert.severity), alert.quantity.figure or 0, alert.last_published_at


def _place(alert: Alert) -> tuple[int, str, str, datetime, str]:
    return (
        place_in_order(alert),
        alert.unit or "",
        alert.modality,
        alert.first_published_at,
        alert.id,
    )
