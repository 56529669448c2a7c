"""A dead letter: input that could not be used, kept with the reason and where it came from."""

from enum import StrEnum

from pydantic import Base64Bytes, Field

from schemas.article import Moment
from schemas.contract import Contract


class Reason(StrEnum):
    """Why a message was set aside."""

    NOT_JSON = "not_json"
    WRONG_SHAPE = "wrong_shape"
    TOO_BIG = "too_big"
    NO_TEXT = "no_text"
    FUTURE_TIMESTAMP = "future_timestamp"
    NULL_VALUE = "null_value"
    READING_FAILED = "reading_failed"
    JUDGING_FAILED = "judging_failed"


class DeadLetter(Contract):
    """One message on `tocsin.dead-letters`; the key is `topic-partition-offset` of its source."""

    topic: str = Field(description="Where the message came from")
    partition: int = Field(ge=0)
    offset: int = Field(ge=0)
    timestamp: Moment | None = Field(default=None, description="The message's own Kafka time")
    reason: Reason
    detail: str = Field(max_length=2000, description="What was wrong, for people")
    key: Base64Bytes | None = Field(default=None, description="The message's key")
    value: Base64Bytes = Field(description="The message's bytes, cut off at a limit")
    value_bytes: int = Field(ge=0, description="How long the message was, in bytes")
    value_sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="Of the whole message")

    @property
    def truncated(self) -> bool:
        """Whether `value` holds less than the whole message."""
        return len(self.value) < self.value_bytes
