"""Apprise, held to silence: it and what it is made of log addresses, and these hold tokens."""

import logging
from typing import Final

from apprise import Apprise, AppriseAsset, NotifyFormat
from apprise.common import OverflowMode
from apprise.plugins.base import NotifyBase

from tocsin.services.notifier.routes import AppriseTarget
from tocsin.services.notifier.targets.markup import Markup

_MAIL: Final = "mailtos"
_THEY_LOG_ADDRESSES: Final = ("apprise", "urllib3", "requests")
_MARKDOWN_IN_TEXT: Final = frozenset(
    {
        "discord", "fluxer", "guilded", "humhub", "mmost", "mmosts", "nctalk", "nctalks", "revolt",
        "rocket", "rockets", "ryver", "stackfield", "synology", "synologys",
    }
)  # fmt: skip
"""Schemas of chats that render Markdown in what Apprise sends them as plain text."""


class _Quiet(AppriseAsset):
    """Messages come from Tocsin, and show no picture of a third host."""

    app_id = "Tocsin"
    app_desc = "Tocsin early warning"
    image_url_mask = ""
    image_url_logo = ""


def apprise_of(target: AppriseTarget) -> Apprise | None:
    """Return what notifies the people of a target; None if Apprise does not know the address."""
    for name in _THEY_LOG_ADDRESSES:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    found = Apprise(asset=_Quiet())
    if not found.add(target.url.get_secret_value()):
        return None
    for service in found:
        if service.overflow_mode is OverflowMode.UPSTREAM:
            # a chat refuses a message that is too long for it, and then nobody would be notified
            service.overflow_mode = OverflowMode.SPLIT
        # Apprise waits 5.5 s between two mails; how many are too many, the mail server says
        if service.secure_protocol == _MAIL:
            service.request_rate_per_sec = 0
    return found


def markup_of(service: NotifyBase) -> Markup:
    """Return what a channel makes of text."""
    # its own names vary in type: one, or several
    schemas = {*_names(service.protocol), *_names(service.secure_protocol)}
    if service.resolve_format(NotifyFormat.TEXT) is NotifyFormat.MARKDOWN:
        return Markup.MARKDOWN
    if schemas & _MARKDOWN_IN_TEXT:
        return Markup.IN_TEXT
    formats = service._formats()  # noqa: SLF001 - it has no public name
    if NotifyFormat.HTML in formats and NotifyFormat.MARKDOWN not in formats:
        return Markup.NONE  # mail
    return Markup.MENTIONS


def takes_html(service: NotifyBase) -> bool:
    """Return whether a channel is mail that may have a layout; Apprise adds the text to it."""
    return (
        markup_of(service) is Markup.NONE
        and service.resolve_format(NotifyFormat.HTML) is NotifyFormat.HTML
    )


def _names(schemas: object) -> tuple[str, ...]:
    if isinstance(schemas, str):
        return (schemas,)
    return tuple(schemas) if isinstance(schemas, tuple | list | set | frozenset) else ()
