"""Apprise, held to silence: it and what it is made of log addresses, and these hold tokens."""

import logging
from typing import Final

from apprise import Apprise

from services.notifier.routes import AppriseTarget

_MAIL: Final = "mailtos"
_THEY_LOG_ADDRESSES: Final = ("apprise", "urllib3", "requests")


def apprise_of(target: AppriseTarget) -> Apprise | None:
    """Return what tells the people of a target; None where Apprise does not know the address."""
    for name in _THEY_LOG_ADDRESSES:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    found = Apprise()
    if not found.add(target.url.get_secret_value()):
        return None
    for service in found:
        # Apprise waits 5.5 s between two mails; how many are too many, the mail server says
        if service.secure_protocol == _MAIL:
            service.request_rate_per_sec = 0
    return found
