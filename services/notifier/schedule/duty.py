"""Quiet hours, who is on call, and who is notified next: parts of the routes file. Pure."""

from datetime import timedelta
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from tocsin.schemas.fields.duration import Duration
from tocsin.schemas.vocabulary import Severity
from tocsin.services.notifier.schedule.hours import Hours, first_gap, known_zone

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
Zone = Annotated[str, AfterValidator(known_zone)]


class QuietHours(Hours):
    """When nobody is notified; what comes then is sent when they end."""

    zone: Zone = "UTC"
    unless: Severity = Field(default=Severity.EXTREME, description="This or worse rings anyway")


class Shift(Hours):
    """Who is notified in these hours of the week."""

    targets: tuple[Name, ...] = Field(min_length=1)


class OnCall(BaseModel):
    """Who is on call when; routes and steps name it like a target."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: Name
    zone: Zone = "UTC"
    shifts: tuple[Shift, ...] = Field(min_length=1)
    otherwise: tuple[Name, ...] = Field(default=(), description="Who is told in nobody's shift")

    @model_validator(mode="after")
    def _covers_the_week(self) -> "OnCall":
        gap = None if self.otherwise else first_gap(self.shifts)
        if gap is not None:
            message = f"nobody is on call from {gap}; add a shift, or `otherwise`"
            raise ValueError(message)
        return self

    @property
    def targets(self) -> tuple[str, ...]:
        """All who are ever on call."""
        named = [target for shift in self.shifts for target in shift.targets]
        return tuple(dict.fromkeys((*named, *self.otherwise)))


class EscalationStep(BaseModel):
    """Who is notified next of an alert that nobody has acknowledged."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    after: Duration = Field(
        gt=timedelta(0), description="Since those before were told, while nobody acknowledged it"
    )
    targets: tuple[Name, ...] = Field(min_length=1)
    any_hour: bool = Field(default=False, description="Told in the route's quiet hours too")
