"""A duty editor's own list of one month: what should ring, and what tempts but must not."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from tocsin.schemas.rule import RuleId
from tocsin.schemas.vocabulary import Severity


class _Entry(BaseModel):
    """One rule and the articles that it may ring for; the list holds ids, never texts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    story: str
    """Names what happened once; its killed and its injured are two entries of one story."""
    rule: RuleId
    items: tuple[str, ...] = Field(min_length=1)
    """Articles that report it."""


class Due(_Entry):
    """An alert that should ring."""

    should_ring: Literal[True]
    countries: tuple[str, ...] = Field(min_length=1)
    """Any of these is right; "-" is not a country, for what happens at sea or in several."""
    first: int
    """The figure of the first article."""
    final: int
    """The figure in the end, by its low end."""
    or_final: tuple[int, ...] = ()
    """Other figures that are as right in the end."""
    severity: Severity
    """In the end."""
    also: tuple[str, ...] = ()
    """Articles that recall it: sources or not, both are right."""
    may_join: tuple[str, ...] = ()
    """Stories that one alert may combine with this one."""
    optional: bool = False
    """Careful editors disagree: counted neither as found nor as false."""
    reason: str | None = None


class Tempting(_Entry):
    """What must not ring, and why."""

    should_ring: Literal[False]
    reason: str


class BadGold(ValueError):  # noqa: N818 - a line of a list, not a program error
    """A line that is not an entry; says what is wrong with it."""


_EITHER: TypeAdapter[Due | Tempting] = TypeAdapter(
    Annotated[Due | Tempting, Field(discriminator="should_ring")]
)


def parse_gold(line: bytes | str) -> Due | Tempting:
    """Return the entry of one JSON line.

    Raises:
        BadGold: not JSON, or not of this shape.
    """
    try:
        return _EITHER.validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        message = f"{place}: {first['msg']}" if place else first["msg"]
        raise BadGold(message) from error
