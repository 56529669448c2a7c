"""What asking the web gives."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server wants to be asked with next time, RFC 9110, 8.8."""

    etag: str | None = None
    last_modified: str | None = None


class Trouble(StrEnum):
    """Why an answer could not be used; the closed list of a metric."""

    ADDRESS = "address"
    """No http(s) address, or one that leads inside."""
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    REDIRECTS = "redirects"
    TOO_LONG = "too_long"
    DAMAGED = "damaged"
    GONE = "gone"
    """404 and 410."""
    BUSY = "busy"
    """429 and 503: come again later."""
    HELD = "held"
    """Not asked at all, because its host has lately said to come again later."""
    STATUS = "status"
    ROBOTS = "robots"
    """robots.txt does not let us."""
    NO_ROBOTS = "no_robots"
    """robots.txt did not answer, which means no for now."""
    NO_FEED = "no_feed"
    BROKE_PARSER = "broke_parser"
    """It takes more time or memory to read than a document is given: in quarantine."""
    NO_STORY = "no_story"
    """A page without its item's story: a wall, or another page."""
    BROKER = "broker"
    UNEXPECTED = "unexpected"


@dataclass(frozen=True, slots=True)
class WebResponse:
    """An answer, whole and unpacked."""

    address: str
    """Where it was found, behind all redirects."""
    body: bytes
    charset: str | None
    validators: Validators
    max_age: float | None
    hub: str | None = None
    """Where WebSub says that changes can be subscribed to, by the `Link` header."""
    topic: str | None = None
    """What the document calls itself there."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """Nothing new since last time."""

    max_age: float | None


@dataclass(frozen=True, slots=True)
class Failed:
    """No answer that could be used."""

    trouble: Trouble
    detail: str
    retry_after: float = 0.0


Answer = WebResponse | NotModified | Failed


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether an address may be asked for, and the pause that its host wants."""

    granted: bool
    pause: float = 0.0
    sure: bool = True
    """False if the host did not say: it may be another answer later."""
