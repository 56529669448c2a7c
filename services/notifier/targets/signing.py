"""A webhook's signature as Standard Webhooks says (standardwebhooks.com, version 1). Pure."""

import base64
import hashlib
import hmac
from typing import Final

from tocsin.services.notifier.routes import WEBHOOK_SECRET_PREFIX

_VERSION: Final = "v1"


def signed_headers(secret: str, message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the headers by which a receiver knows that a body is ours, whole and fresh.

    Args:
        secret: `whsec_` and the key in base64.
        message_id: the same for every try of one message, so that a receiver can drop repeats.
        timestamp: seconds since 1970.
        body: exactly what is sent.
    """
    key = base64.b64decode(secret.removeprefix(WEBHOOK_SECRET_PREFIX))
    content = f"{message_id}.{timestamp}.".encode() + body
    signature = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"{_VERSION},{signature}",
    }
