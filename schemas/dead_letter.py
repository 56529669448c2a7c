"""A dead letter: input that could not be used, kept with the reason and where it came from."""

import re
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Base64Bytes, Field, StringConstraints

from tocsin.schemas.article import Moment
from tocsin.schemas.contract import Contract


class Reason(StrEnum):
    """Why a message was dead-lettered."""

    NOT_JSON = "not_json"
    WRONG_SHAPE = "wrong_shape"
    TOO_BIG = "too_big"
    NO_TEXT = "no_text"
    FUTURE_TIMESTAMP = "future_timestamp"
    NULL_VALUE = "null_value"
    READING_FAILED = "reading_failed"
    JUDGING_FAILED = "judging_failed"
    NOT_TOLD = "not_told"


MOST_REDRIVES: Final = 3
"""How often a message is sent back; one that fails each time would loop forever."""

REDRIVE_HEADER: Final = "tocsin-redriven-from"
"""Kafka header of a message that was sent back: its trail, oldest first, with commas."""

_ADDRESS: Final = r"[A-Za-z0-9._-]{1,249}-\d{1,10}-\d{1,19}"
Address = Annotated[str, StringConstraints(pattern=f"^{_ADDRESS}$")]
"""Address of a message: `topic-partition-offset`."""

_TRAIL: Final = re.compile(f"{_ADDRESS}(?:,{_ADDRESS}){{0,{MOST_REDRIVES - 1}}}", re.ASCII)


def read_trail(header: bytes | None) -> tuple[str, ...]:
    """Return the addresses in the header; none if it is not one that we wrote."""
    text = (header or b"").decode("ascii", errors="replace")
    return tuple(text.split(",")) if _TRAIL.fullmatch(text) else ()


class DeadLetter(Contract):
    """One message on `tocsin.dead-letters`; the key is `topic-partition-offset` of its source.

    A message without a value says that the letter of its key was sent back.
    """

    topic: str = Field(description="Where the message came from")
    partition: int = Field(ge=0)
    offset: int = Field(ge=0)
    timestamp: Moment | None = Field(default=None, description="The message's own Kafka time")
    reason: Reason
    detail: str = Field(max_length=2000, description="What is wrong, for people")
    key: Base64Bytes | None = Field(default=None, description="The message's key")
    value: Base64Bytes = Field(description="The message's bytes, cut off at a limit")
    value_bytes: int = Field(ge=0, description="How long the message was, in bytes")
    value_sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="Of the whole message")
    trail: tuple[Address, ...] = Field(
        default=(),
        max_length=MOST_REDRIVES,
        description="Its earlier addresses, oldest first, one for each redrive",
    )

    @property
    def address(self) -> str:
        """The message's address."""
        return f"{self.topic}-{self.partition}-{self.offset}"

    @property
    def truncated(self) -> bool:
        """Whether `value` holds less than the whole message."""
        return len(self.value) < self.value_bytes
