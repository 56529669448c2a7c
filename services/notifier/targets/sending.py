"""Ways to notify: Apprise for people, a signed webhook for programs. Both say whether it worked."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Protocol

import aiohttp
from apprise import Apprise, NotifyFormat
from apprise.plugins.base import NotifyBase

from tocsin.schemas.alert import Alert
from tocsin.schemas.fields.duration import in_words
from tocsin.services.feeder.live.web.guarded_resolver import InnerAddressError
from tocsin.services.notifier.digest import Digest, DigestEntry
from tocsin.services.notifier.escalating import Escalated
from tocsin.services.notifier.messages.message import Notification
from tocsin.services.notifier.messages.story_message import tellings
from tocsin.services.notifier.routes import AppriseTarget, Target, WebhookTarget
from tocsin.services.notifier.store.so_far import NOTHING_SO_FAR, SoFar
from tocsin.services.notifier.targets.markup import Markup, safe_text, safe_title
from tocsin.services.notifier.targets.people import apprise_of, markup_of, takes_html
from tocsin.services.notifier.targets.signing import signed_headers

_FAILS_FROM: Final = 300


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message on its way: for people its words, for programs its alerts."""

    id: str
    message: Notification
    alerts: Sequence[Alert]
    why: Escalated | None = None
    """Given if it is sent because nobody acknowledged the alerts."""
    digest: Digest | None = None
    """Given if it covers a day or a week."""
    so_far: SoFar = NOTHING_SO_FAR
    """What is known of the stories of its alerts."""


class NotToldError(Exception):
    """A target did not take a message; the text holds no address and no secret."""


class Sender(Protocol):
    """One target."""

    async def send(self, parcel: Parcel) -> None:
        """Return when the target took it.

        Raises:
            NotToldError: it did not.
        """


def sender(target: Target, session: aiohttp.ClientSession, patience: float) -> Sender:
    """Return what sends to a target, which may take this many seconds for a message."""
    match target:
        case AppriseTarget():
            return AppriseSender(target, patience)
        case WebhookTarget():
            return WebhookSender(target, session, patience)


class AppriseSender:
    """Sends through Apprise, whose plugins block: each message in a thread."""

    def __init__(self, target: AppriseTarget, patience: float) -> None:
        self._patience = patience
        self._apprise = apprise_of(target) or Apprise()  # an empty one notifies nobody, and says so

    async def send(self, parcel: Parcel) -> None:
        """Tell people."""
        try:
            async with asyncio.timeout(self._patience):
                took = await asyncio.to_thread(self._tell, parcel.message)
        except TimeoutError:
            message = f"no response within {self._patience:g} s"
            raise NotToldError(message) from None
        except Exception as error:  # noqa: BLE001 - whatever a plugin raises, it was not sent
            raise NotToldError(type(error).__name__) from None
        if not took:
            message = "the service did not accept it"
            raise NotToldError(message)

    def _tell(self, message: Notification) -> bool:
        told = [_tell(service, message) for service in self._apprise]
        return bool(told) and all(told)


def _tell(service: NotifyBase, message: Notification) -> bool:
    """Tell one channel in its own format; if it is given HTML, Apprise escapes the text."""
    markup = markup_of(service)
    form = NotifyFormat.MARKDOWN if markup is Markup.MARKDOWN else NotifyFormat.TEXT
    alone = Apprise(service)
    if message.html is not None and takes_html(service):
        return bool(
            alone.notify(title=message.title, body=message.html, body_format=NotifyFormat.HTML)
        )
    return bool(
        alone.notify(
            title=safe_title(message.title, markup),
            body=safe_text(message.body, markup),
            body_format=form,
        )
    )


class WebhookSender:
    """Posts alerts as JSON, signed."""

    def __init__(
        self, target: WebhookTarget, session: aiohttp.ClientSession, patience: float
    ) -> None:
        self._patience = aiohttp.ClientTimeout(total=patience)
        self._url = target.url.get_secret_value()
        self._secret = target.secret.get_secret_value()
        self._session = session

    async def send(self, parcel: Parcel) -> None:
        """Tell a program."""
        now = datetime.now(UTC)
        body = webhook_body(parcel, now)
        headers = {
            "content-type": "application/json",
            **signed_headers(self._secret, parcel.id, int(now.timestamp()), body),
        }
        try:
            # a redirect would carry a signed body to somebody else
            async with self._session.post(
                self._url,
                data=body,
                headers=headers,
                allow_redirects=False,
                timeout=self._patience,
            ) as answer:
                if answer.status >= _FAILS_FROM:
                    message = f"it answered {answer.status}"
                    raise NotToldError(message)
        except aiohttp.ClientConnectorError as error:
            inner = isinstance(error.os_error, InnerAddressError)
            where = "it leads to an address that no webhook is sent to"
            raise NotToldError(where if inner else type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise NotToldError(type(error).__name__) from None


def webhook_body(parcel: Parcel, now: datetime) -> bytes:
    """Return the body: a type, the time and the alerts."""
    return json.dumps(
        {
            **_kind(parcel),
            "timestamp": now.isoformat(),
            "data": [alert.model_dump(mode="json") for alert in parcel.alerts],
            **_escalation(parcel.why),
            **_stories(parcel),
        },
        ensure_ascii=False,
    ).encode()


def _kind(parcel: Parcel) -> dict[str, object]:
    if parcel.digest is None:
        return {"type": "alert" if len(parcel.alerts) == 1 else "alerts"}
    digest = parcel.digest
    return {
        "type": "digest",
        "digest": {
            **digest.model_dump(mode="json", include={"route", "since", "until", "left_out"}),
            "counts": digest.counts,
            "entries": [_entry(one) for one in digest.entries],
        },
    }


def _entry(one: DigestEntry) -> dict[str, object]:
    """Return what a digest says besides the alert itself, which is in `data`."""
    before = one.before
    return {
        "id": one.alert.id,
        "state": one.state,
        "acknowledged_by": one.acknowledged_by,
        "before": None
        if before is None
        else {
            "revision": before.revision,
            "severity": before.severity,
            "figure": before.quantity.figure,
        },
    }


def _stories(parcel: Parcel) -> dict[str, object]:
    """Return each story that the message is a part of, with what else was counted of it."""
    if parcel.digest is not None:
        return {}
    told = [
        {
            "id": one.story.id,
            "title": one.story.title,
            "severity": one.story.severity,
            "alerts": [alert.id for alert in one.story.alerts],
            "told_before": one.is_known,
        }
        for one in tellings(parcel.alerts, parcel.so_far)
        if len(one.story.alerts) > 1
    ]
    return {"stories": told} if told else {}


def _escalation(why: Escalated | None) -> dict[str, object]:
    if why is None:
        return {}
    return {"escalation": {"route": why.route, "step": why.step, "after": in_words(why.after)}}
