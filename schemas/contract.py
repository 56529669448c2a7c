"""The one base of all contracts: frozen, strict in what we write, tolerant in what we read."""

from typing import Self

from pydantic import BaseModel, ConfigDict


class Contract(BaseModel):
    """A message or a part of one.

    Building one with an unknown field is an error; `read` lets unknown fields pass,
    so that a newer writer does not break an older reader.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @classmethod
    def read(cls, payload: bytes | str) -> Self:
        """Parse a JSON payload; unknown fields are ignored.

        Raises:
            pydantic.ValidationError: not JSON, or not of this shape.
        """
        return cls.model_validate_json(payload, extra="ignore")

    def write(self) -> bytes:
        """Return the payload as compact UTF-8 JSON; equal models give equal bytes."""
        return self.model_dump_json().encode()
