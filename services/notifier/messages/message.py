"""What people read: short, for a phone; templates may be replaced by the user's own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from jinja2 import TemplateError

from tocsin.schemas.alert import Alert, SourceReport
from tocsin.schemas.fields.duration import in_words
from tocsin.schemas.vocabulary import Status
from tocsin.services.controls.handling import rings
from tocsin.services.notifier.escalating import Escalated
from tocsin.services.notifier.messages.story_message import StoryNotification, tellings
from tocsin.services.notifier.messages.template_files import template_of
from tocsin.services.notifier.store.so_far import NOTHING_SO_FAR, SoFar
from tocsin.services.plain_text import counted, plain
from tocsin.services.problem import Problem

_MOST_TITLE: Final = 160
_MOST_OF_DIGEST: Final = 30
"""Alerts that a summary names; the rest is counted."""
_MOST_ARTICLES: Final = 3
"""Articles that a message about one alert names."""
_LONGEST_ADDRESS: Final = 600


@dataclass(frozen=True, slots=True)
class Notification:
    """One message to one target."""

    title: str
    body: str
    html: str | None = None
    """The same for mail, with its layout."""


@dataclass(frozen=True, slots=True)
class Cited:
    """An article behind an alert, as far as it says."""

    title: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class Linked:
    """An alert of a summary, the articles behind it, and where it is read."""

    alert: Alert
    articles: Sequence[Cited]
    link: str
    note: str = ""
    """What else there is to say about it."""


Notes = Callable[[Alert], str]


def no_notes(_: Alert) -> str:
    """Say nothing besides."""
    return ""


class Writer:
    """Writes messages by the templates `alert.txt.j2` and `digest.txt.j2`."""

    def __init__(self, link: str, own: Path | None = None) -> None:
        """Read the templates.

        Args:
            link: where an alert is read; `{id}` stands for its id.
            own: a folder whose templates replace ours.

        Raises:
            Problem: an invalid template.
        """
        self._link = link
        # plain text: each channel's sender escapes what acts there
        self._alert = template_of("alert.txt.j2", own)
        self._digest = template_of("digest.txt.j2", own)

    def write(
        self,
        alerts: Sequence[Alert],
        notes: Notes = no_notes,
        why: Escalated | None = None,
        so_far: SoFar = NOTHING_SO_FAR,
    ) -> Notification:
        """Return the message about these alerts.

        Args:
            alerts: the newest revision of each.
            notes: what else there is to say about an alert.
            why: given if somebody is notified because nobody acknowledged them.
            so_far: what is known of their stories.

        Raises:
            Problem: a template asks for something that an alert has not.
        """
        told = tellings(alerts, so_far)
        try:
            message = self._one(told[0], notes) if len(told) == 1 else self._many(told, notes)
        except TemplateError as error:
            problem = f"a template failed: {error.message}"
            raise Problem(problem) from None
        if why is None or not any(rings(alert) for alert in alerts):
            return message
        title = f"Not acknowledged: {message.title}"[:_MOST_TITLE]
        return Notification(title, f"{_nobody_did(why)}\n{message.body}")

    def _one(self, told: StoryNotification, notes: Notes) -> Notification:
        alert = told.shown
        mark = "" if alert.status is Status.ACTUAL else f"[{alert.status}] "
        more = "Update, " if told.is_more else ""
        body = self._alert.render(
            alert=alert,
            change=told.change,
            articles=cited(told.due),
            link=self._address(alert),
            note=notes(alert),
        )
        title = f"{mark}{more}{alert.severity}: {plain(alert.title)}"
        return Notification(title[:_MOST_TITLE], body.strip())

    def _many(self, told: Sequence[StoryNotification], notes: Notes) -> Notification:
        shown = [
            Linked(one.shown, cited(one.due), self._address(one.main), notes(one.main))
            for one in told[:_MOST_OF_DIGEST]
        ]
        body = self._digest.render(told=shown).strip()
        beyond = len(told) - len(shown)
        if beyond:
            body += f"\nand {beyond:,} more"
        is_each_alone = all(len(one.due) == 1 for one in told)
        one, many = ("alert", "alerts") if is_each_alone else ("story", "stories")
        return Notification(counted(len(told), one, many), body)

    def _address(self, alert: Alert) -> str:
        return address_of(alert, self._link)


def _nobody_did(why: Escalated) -> str:
    step = f"step {why.step} of route {why.route}"
    return f"Nobody acknowledged this within {in_words(why.after)}; you are notified as {step}."


def address_of(alert: Alert, link: str) -> str:
    """Return where an alert is read; `{id}` in the link stands for its id."""
    return link.replace("{id}", quote(alert.id, safe=""))


def cited(alerts: Sequence[Alert]) -> list[Cited]:
    """Return the newest articles behind alerts that can be named, no title or address twice."""
    found: dict[tuple[str | None, str | None], Cited] = {}
    for source in _newest_first(alerts):
        one = Cited(plain(source.title or "") or None, _web_address(source))
        if one.title or one.address:
            found.setdefault((one.title, one.address), one)
    return list(found.values())[:_MOST_ARTICLES]


def _newest_first(alerts: Sequence[Alert]) -> list[SourceReport]:
    """Return the sources of one alert as they are listed, of several by their publication."""
    sources = [source for alert in alerts for source in reversed(alert.sources)]
    if len(alerts) == 1:
        return sources
    return sorted(sources, key=lambda source: source.published_at, reverse=True)


def _web_address(source: SourceReport) -> str | None:
    """Return where the article is; None for what is not a web address, or too long to be read."""
    address = plain(source.url or "")
    is_one = address.startswith(("http://", "https://")) and " " not in address
    return address if is_one and len(address) <= _LONGEST_ADDRESS else None
