"""What people answer, read from forms and JSON; pure."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from tocsin.schemas.article import Identifier, Moment
from tocsin.schemas.control import Author, Comment, VerdictFinding
from tocsin.schemas.rule import RuleId
from tocsin.schemas.vocabulary import EventType, Severity
from tocsin.services.country import country_code
from tocsin.services.nearest import nearest
from tocsin.services.problem import Problem

_QUOTED: Final = re.compile(r"'([^']+)'")
LONGEST_SILENCE: Final = timedelta(days=90)


class Answer(BaseModel):
    """What somebody answers; anything else in it is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


_Kind = TypeVar("_Kind", bound=Answer)


class NewVerdict(Answer):
    """Whether an alert was right."""

    finding: VerdictFinding
    author: Author
    comment: Comment = ""


class NewRetraction(Answer):
    """An alert is to be taken back."""

    author: Author
    comment: Annotated[Comment, Field(min_length=1, description="Why; readers will see it")]


class NewSilence(Answer):
    """What fits is not to ring for some time; what is not named fits all."""

    event_type: EventType | None = None
    country: str | None = Field(default=None, description="Code or English name")
    rule_id: RuleId | None = None
    severity: Severity | None = Field(default=None, description="This or milder; worse rings")
    alert_id: Identifier | None = Field(default=None, description="This one alert")
    story_id: Identifier | None = Field(
        default=None, description="The alerts of this story, also those that are still to come"
    )
    place: Annotated[str, Field(max_length=200)] | None = Field(
        default=None, description="As alerts call it"
    )
    area: Annotated[str, Field(max_length=500)] | None = Field(
        default=None, description="As docs/areas.md says"
    )
    country_only: bool = Field(
        default=False, description="With an area: also where only the country is known"
    )
    until: Moment | None = Field(default=None, description="The end; or give `hours`")
    hours: float | None = Field(default=None, gt=0, le=LONGEST_SILENCE.days * 24)
    author: Author
    comment: Comment = ""

    @field_validator("country")
    @classmethod
    def _is_known(cls, country: str | None) -> str | None:
        try:
            return None if country is None else country_code(country)
        except Problem as problem:
            raise ValueError(str(problem)) from None

    @model_validator(mode="after")
    def _ends_once(self) -> "NewSilence":
        if (self.until is None) == (self.hours is None):
            message = "give either `until` or `hours`"
            raise ValueError(message)
        return self

    def end(self, now: datetime) -> datetime:
        """Return when it ends.

        Raises:
            Problem: in the past, or too far ahead.
        """
        end = self.until if self.until is not None else now + timedelta(hours=self.hours or 0)
        if not now < end <= now + LONGEST_SILENCE:
            message = f"until: between now and {LONGEST_SILENCE.days} days from now"
            raise Problem(message)
        return end


class NoMore(Answer):
    """A silence ends now; people may say who ends it."""

    author: Author | None = None


def read(kind: type[_Kind], given: dict[str, object]) -> _Kind:
    """Read an answer; what is left empty is not given.

    Raises:
        Problem: it is not of this shape; each fault is named.
    """
    try:
        return kind.model_validate({name: value for name, value in given.items() if value != ""})
    except ValidationError as error:
        told = (
            f"{'.'.join(map(str, wrong['loc'])) or 'answer'}: "
            f"{wrong['msg'].removeprefix('Value error, ')}{_meant(wrong)}"
            for wrong in error.errors(include_url=False)
        )
        raise Problem("; ".join(told)) from None


def _meant(wrong: Mapping[str, Any]) -> str:
    """Return the nearest of the words that would be right if there is a list of them."""
    if wrong["type"] != "enum" or not isinstance(wrong["input"], str):
        return ""
    near = nearest(wrong["input"], _QUOTED.findall(wrong["ctx"]["expected"]))
    return f"; near it: {', '.join(near)}" if near else ""
