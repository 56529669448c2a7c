"""What the feeder passes along: a position, what was there, what was wrong with it."""

from dataclasses import dataclass

from tocsin.schemas.cloudevents import Headers
from tocsin.services.feeder.noticed import Notice


@dataclass(frozen=True, slots=True)
class InputPosition:
    """A place in the input, as people look it up."""

    file: str
    line: int | None = None
    element: int | None = None
    """Of a JSON document: the number of the value, from 1."""

    def __str__(self) -> str:
        line = "" if self.line is None else f":{self.line}"
        element = "" if self.element is None else f" (element {self.element})"
        return f"{self.file}{line}{element}"


@dataclass(frozen=True, slots=True)
class RawArticle:
    """The JSON of one article, not yet parsed."""

    where: InputPosition
    payload: bytes


@dataclass(frozen=True, slots=True)
class BadLine:
    """Input that is not an article, and what would be right."""

    where: InputPosition
    problem: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"


@dataclass(frozen=True, slots=True)
class ArticleMessage:
    """One article as it goes to Kafka."""

    key: bytes
    value: bytes
    headers: Headers
    notices: frozenset[Notice] = frozenset()
    """What is good to know of it."""

    @property
    def size(self) -> int:
        """Bytes of key and value; what the memory bound counts."""
        return len(self.key) + len(self.value)
