"""The one base of all contracts: frozen, strict in what we write, tolerant in what we read."""

from collections.abc import Iterator
from typing import Self

from pydantic import BaseModel, ConfigDict

from tocsin.schemas.fields.word import Word, taking_newer_words


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

    @classmethod
    def read_along(cls, payload: bytes | str) -> Self:
        """Parse as `read` does, and take words that only a newer version knows as they are.

        Raises:
            pydantic.ValidationError: not JSON, or not of this shape.
        """
        with taking_newer_words():
            return cls.read(payload)

    def newer_words(self) -> Iterator[tuple[str, str]]:
        """Yield field and word for each word that this version does not know."""
        for name, value in self:
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Word) and one.is_newer:
                    yield name, one.value
                elif isinstance(one, Contract):
                    yield from one.newer_words()

    def write(self) -> bytes:
        """Return the payload as compact UTF-8 JSON; equal models give equal bytes."""
        return self.model_dump_json().encode()
