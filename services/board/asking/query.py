"""Filters as they are written in an address; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from tocsin.schemas.area import CountryOnly
from tocsin.schemas.vocabulary import EventType, Severity
from tocsin.services.country import country_code
from tocsin.services.problem import Problem
from tocsin.services.subscription.start import parse_moment

_LONGEST_TEXT: Final = 200
_MANY: Final = {"type", "country", "area"}
"""Filters that may be named several times."""
_ANY_TIME: Final = "any"
_SEVERITIES: Final = {severity.lower(): severity for severity in Severity}


class Query(BaseModel):
    """What a reader asks for; several values of one filter mean any of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    q: str = Field(default="", max_length=_LONGEST_TEXT, description="All of these words")
    type: tuple[EventType, ...] = Field(default=(), description="Event types")
    country: tuple[str, ...] = Field(
        default=(), description="ISO 3166-1 alpha-3 codes or English names; a crossing has two"
    )
    area: tuple[str, ...] = Field(
        default=(), description="Areas, as docs/areas.md says: Sahel, circle:13.6,25.3,200"
    )
    country_only: CountryOnly | None = Field(
        default=None,
        description="With an area: alerts of which only the country is known; else as "
        "TOCSIN_AREA_COUNTRY_ONLY says",
    )
    severity: Severity | None = Field(default=None, description="This or worse")
    since: str | None = Field(
        default=None,
        description="Published at this time or later: 2h, 1d12h, 2024-05-01T10:00 (UTC); `any` is "
        "any time, which pages do not show unless asked",
    )
    until: str | None = Field(default=None, description="Published before this time; as `since`")
    silenced: bool = Field(default=False, description="Show what is silenced too")
    unacknowledged: bool = Field(
        default=False, description="Only what rings and nobody has acknowledged as it is now"
    )
    over: bool = Field(
        default=False,
        description="On pages: show drills that are over and what was taken back, too",
    )

    @field_validator("severity", mode="before")
    @classmethod
    def _in_any_case(cls, value: object) -> object:
        return _SEVERITIES.get(value.lower(), value) if isinstance(value, str) else value

    @field_validator("country", mode="after")
    @classmethod
    def _codes(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        try:
            return tuple(country_code(country) for country in value)
        except Problem as problem:
            raise ValueError(str(problem)) from None

    @field_validator("q", mode="after")
    @classmethod
    def _in_one_line(cls, value: str) -> str:
        return " ".join(value.split())

    @classmethod
    def parse(cls, pairs: Iterable[tuple[str, str]]) -> "Query":
        """Read an address's parameters; what is left empty asks nothing.

        Raises:
            Problem: an unknown name, or a value that is not legal; it names what would be.
        """
        given: dict[str, object] = {}
        for name, value in pairs:
            if not value:
                continue
            if name in _MANY:
                already = given.get(name, ())
                given[name] = (*already, value) if isinstance(already, tuple) else (value,)
            else:
                given[name] = value
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            raise Problem(_in_words(error)) from None

    def but(self, **changes: object) -> "Query":
        """Return the query with some filters changed."""
        return Query.model_validate({**self.model_dump(), **changes})

    @property
    def is_of_any_time(self) -> bool:
        """Whether it says nothing about time, so that a page shows the present."""
        return self.since is None and self.until is None

    @property
    def address(self) -> str:
        """The query as the part of an address behind the question mark; empty asks nothing."""
        return urlencode(self.model_dump(mode="json", exclude_defaults=True), doseq=True)


@dataclass(frozen=True, slots=True)
class Window:
    """Between these times of publication; None is open."""

    since: datetime | None
    until: datetime | None

    def holds(self, moment: datetime) -> bool:
        """Return whether a moment lies in it."""
        return (self.since is None or moment >= self.since) and (
            self.until is None or moment < self.until
        )


def window(query: Query, now: datetime) -> Window:
    """Return the times that a query asks for, seen from now.

    Raises:
        Problem: an invalid time.
    """
    return Window(_moment(query.since, now), _moment(query.until, now))


def _moment(text: str | None, now: datetime) -> datetime | None:
    return None if text is None or text == _ANY_TIME else parse_moment(text, now)


def _in_words(error: ValidationError) -> str:
    told = []
    for wrong in error.errors(include_url=False):
        name = str(wrong["loc"][0])
        if wrong["type"] == "extra_forbidden":
            told.append(f"{name}: no such filter; there are {', '.join(Query.model_fields)}")
        else:
            told.append(f"{name}: {wrong['msg'].removeprefix('Value error, ')}")
    return "; ".join(told)
