"""Make controls of what a person says; pure."""

from datetime import datetime
from hashlib import blake2b

from schemas.alert import Alert
from schemas.control import Finding, Retraction, Silence, Verdict


def verdict(
    alert: Alert, finding: Finding, author: str, at: datetime, comment: str = ""
) -> Verdict:
    """Return what somebody found out about an alert; what they said before counts no more."""
    identity = blake2b(f"{alert.id}|{author}".encode(), digest_size=12).hexdigest()
    return Verdict(
        id=identity,
        alert_id=alert.id,
        rule_id=alert.rule_id,
        finding=finding,
        at=at,
        author=author,
        comment=comment,
    )


def retraction(alert: Alert, author: str, at: datetime, comment: str = "") -> Retraction:
    """Return the word that takes an alert back."""
    return Retraction(id=alert.id, country=alert.country, at=at, author=author, comment=comment)


def expired(silence: Silence, at: datetime) -> Silence:
    """Return the silence as it ends now."""
    return silence.model_copy(update={"until": at})
