"""Make controls of what a person says; pure."""

from datetime import UTC, datetime
from hashlib import blake2b

from tocsin.schemas.alert import Alert
from tocsin.schemas.control import (
    Acknowledgement,
    AlertComment,
    Assignment,
    Retraction,
    Silence,
    Verdict,
    VerdictFinding,
)


def verdict(
    alert: Alert, finding: VerdictFinding, author: str, at: datetime, comment: str = ""
) -> Verdict:
    """Return what somebody found out about an alert; what they said before no longer counts."""
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


def acknowledgement(
    alert: Alert, author: str, at: datetime, comment: str = "", *, taken_back: bool = False
) -> Acknowledgement:
    """Return the word that somebody has seen this revision of an alert, or that nobody has."""
    return Acknowledgement(
        id=_identity("acknowledgement", alert.id, author, at),
        alert_id=alert.id,
        revision=alert.revision,
        severity=alert.severity,
        figure=alert.quantity.figure,
        taken_back=taken_back,
        at=at,
        author=author,
        comment=comment,
    )


def assignment(
    alert: Alert, assignee: str | None, author: str, at: datetime, comment: str = ""
) -> Assignment:
    """Return the word that somebody deals with an alert, or nobody any more."""
    return Assignment(
        id=_identity("assignment", alert.id, author, at),
        alert_id=alert.id,
        assignee=assignee,
        at=at,
        author=author,
        comment=comment,
    )


def remark(alert: Alert, text: str, author: str, at: datetime) -> AlertComment:
    """Return a comment on an alert."""
    return AlertComment(
        id=_identity("comment", alert.id, author, at),
        alert_id=alert.id,
        text=text,
        at=at,
        author=author,
    )


def _identity(kind: str, alert_id: str, author: str, at: datetime) -> str:
    """Each of these is kept for itself; only a repeat of the same one takes its place."""
    said = f"{kind}|{alert_id}|{author}|{at.astimezone(UTC).isoformat()}"
    return blake2b(said.encode(), digest_size=12).hexdigest()
