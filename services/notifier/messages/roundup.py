"""A digest as people read it: as text, and as HTML for mail; templates may be replaced."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from jinja2 import Template, TemplateError

from tocsin.schemas.alert import Alert
from tocsin.schemas.vocabulary import Severity, Status
from tocsin.services.notifier.digest import (
    Digest,
    DigestEntry,
    State,
    StoryEntry,
    by_severity,
    by_story,
    ended,
)
from tocsin.services.notifier.messages.changes import what_changed
from tocsin.services.notifier.messages.message import Notification, address_of
from tocsin.services.notifier.messages.template_files import template_of
from tocsin.services.notifier.schedule.digest_times import DigestTimes, Every
from tocsin.services.plain_text import counted, plain
from tocsin.services.problem import Problem
from tocsin.services.stories.measure import in_all_of, measure_of

_MOST_NAMED: Final = 60
"""Alerts that a message names; the rest is counted."""
_LONGEST_HTML: Final = 30_000
"""Characters: Apprise cuts a mail at 32,768, wherever that is."""

_COUNTED: Final[dict[State, str]] = {
    State.NEW: "new",
    State.GREW: "grew",
    State.CHANGED: "changed",
    State.OPEN: "without news",
    State.ENDED: "ended",
}
_PERIOD: Final = {Every.DAY: "Daily", Every.WEEK: "Weekly"}


@dataclass(frozen=True, slots=True)
class Line:
    """An alert in a digest, in words."""

    state: State
    word: str
    """What became of it: "New", "Grew from 1,000 to 5,000"."""
    title: str
    detail: str
    link: str


@dataclass(frozen=True, slots=True)
class Section:
    """Alerts under one heading."""

    heading: str
    lines: Sequence[Line]


class RoundupWriter:
    """Writes digests by the templates `roundup.txt.j2` and `roundup.html.j2`."""

    def __init__(self, link: str, own: Path | None = None) -> None:
        """Read the templates.

        Args:
            link: where an alert is read; `{id}` stands for its id.
            own: a folder whose templates replace ours.

        Raises:
            Problem: an invalid template.
        """
        self._link = link
        self._text = template_of("roundup.txt.j2", own, trims=True)
        self._html = template_of("roundup.html.j2", own, escapes=True, trims=True)

    def write(self, digest: Digest, times: DigestTimes) -> Notification:
        """Return the message of a digest, with times in its zone.

        Raises:
            Problem: a template asks for something that there is not.
        """
        try:
            return self._written(digest, times)
        except TemplateError as error:
            message = f"a template failed: {error.message}"
            raise Problem(message) from None

    def _written(self, digest: Digest, times: DigestTimes) -> Notification:
        most = _MOST_NAMED
        html = self._render(self._html, digest, times, most)
        while len(html) > _LONGEST_HTML and most > 1:
            most //= 2
            html = self._render(self._html, digest, times, most)
        text = self._render(self._text, digest, times, _MOST_NAMED)
        in_short = _in_short(by_story(digest.entries), digest.left_out)
        return Notification(f"{_PERIOD[times.every]} digest: {in_short}", text, html)

    def _render(self, template: Template, digest: Digest, times: DigestTimes, most: int) -> str:
        stories = by_story(digest.entries)
        named = stories[:most]
        beyond = len(stories) + digest.left_out - len(named)
        return template.render(
            period=_PERIOD[times.every],
            route=digest.route,
            since=_moment(digest.since, times.zone),
            until=_moment(digest.until, times.zone),
            zone=times.zone,
            summary=_in_short(stories, digest.left_out),
            sections=list(self._sections(named)),
            beyond=beyond,
        ).strip()

    def _sections(self, stories: Sequence[StoryEntry]) -> Iterable[Section]:
        for severity, some in by_severity(stories):
            yield Section(severity.value, [self._line(one) for one in some])
        if over := ended(stories):
            yield Section("Ended", [self._line(one) for one in over])

    def _line(self, one: StoryEntry) -> Line:
        alert = one.lead.alert
        mark = "" if alert.status is Status.ACTUAL else f"[{alert.status}] "
        return Line(
            one.state,
            _words(one),
            f"{mark}{one.story.title}",
            _detail(one.lead),
            address_of(alert, self._link),
        )


def _words(story: StoryEntry) -> str:
    """Return what became of a story: of several alerts, what of which measure."""
    told = [(one, _word(one)) for one in story.entries if one.state is not State.OPEN]
    if not told:
        return _word(story.lead)
    if len({words for _, words in told}) == 1 and len(told) == len(story.entries):
        return told[0][1]
    return ", ".join(f"{measure_of(one.alert)}: {_small(words)}" for one, words in told)


def _small(words: str) -> str:
    return words[0].lower() + words[1:]


def _word(one: DigestEntry) -> str:
    match one.state:
        case State.NEW:
            return "New"
        case State.OPEN:
            return "No news"
        case State.GREW if one.before is not None:
            return _growth(one.alert, one.before)
        case _:
            return (what_changed(one.alert) or "Changed").rstrip(".")


def _growth(alert: Alert, before: Alert) -> str:
    was, now = before.quantity.figure, alert.quantity.figure
    grew = (
        [f"Grew from {was:,} to {now:,}"]
        if was is not None and now is not None and now > was
        else []
    )
    if alert.severity is not before.severity:
        grew.append(f"was {before.severity}")
    words = ", ".join(grew) or "Grew"
    return words[0].upper() + words[1:]


def _detail(one: DigestEntry) -> str:
    alert = one.alert
    said = [alert.certainty.value]
    if alert.independent_sources > 1:
        said.append(counted(alert.independent_sources, "independent source"))
    if one.state is State.ENDED:
        said.insert(0, f"was {alert.severity}" if alert.severity is not Severity.UNKNOWN else "")
    by = f"Acknowledged by {plain(one.acknowledged_by)}." if one.acknowledged_by else ""
    total = in_all_of(alert)
    told = f"{plain(total)}." if total else ""
    words = ", ".join(word for word in said if word)
    return " ".join(part for part in (f"{words[0].upper()}{words[1:]}.", told, by) if part)


def _in_short(stories: Sequence[StoryEntry], left_out: int) -> str:
    found = Counter(one.state for one in stories)
    counts = [f"{found[state]:,} {_COUNTED[state]}" for state in State if found[state]]
    if left_out:
        counts.append(f"{left_out:,} more")
    return ", ".join(counts) or "nothing happened"


def _moment(moment: datetime, zone: str) -> str:
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%a} {local.day} {local:%B %H:%M}"
