"""Who hears of which alerts: the contract of the routes file. Pure."""

import base64
import binascii
import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import (
    AnyHttpUrl,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from tocsin.schemas.area import Area, CountryOnly
from tocsin.schemas.fields.duration import Duration
from tocsin.schemas.rule import RuleId
from tocsin.schemas.vocabulary import Certainty, EventType, Severity
from tocsin.services.areas.matching import AreaMatchers
from tocsin.services.areas.naming import Atlas
from tocsin.services.notifier.schedule.digest_times import DigestTimes
from tocsin.services.notifier.schedule.duty import EscalationStep, Name, OnCall, QuietHours
from tocsin.services.notifier.schedule.hours import first_gap
from tocsin.services.problem import Problem

WEBHOOK_SECRET_PREFIX: Final = "whsec_"  # noqa: S105 - what every secret begins with
_LEAST_SECRET_BYTES: Final = 24
"""Standard Webhooks asks for 24 to 64 random bytes."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class AppriseTarget(_Part):
    """Mail, Slack, Teams, Telegram, Matrix and the rest: an address that Apprise knows."""

    kind: Literal["apprise"]
    name: Name
    url: SecretStr


class WebhookTarget(_Part):
    """Somebody's program, called as Standard Webhooks specifies."""

    kind: Literal["webhook"]
    name: Name
    url: SecretStr
    secret: SecretStr = Field(description="whsec_ and at least 24 random bytes in base64")

    @field_validator("url")
    @classmethod
    def _is_http(cls, url: SecretStr) -> SecretStr:
        text = url.get_secret_value()
        host = AnyHttpUrl(text).host or ""
        written = (urlsplit(text).hostname or "").removeprefix("[").removesuffix("]")
        if _is_number(host.strip("[]")) and not _is_number(written):
            message = f"a host that is read as {host}; written as such it is clear"
            raise ValueError(message)
        return url

    @field_validator("secret")
    @classmethod
    def _is_long_enough(cls, secret: SecretStr) -> SecretStr:
        text = secret.get_secret_value()
        try:
            key = base64.b64decode(text.removeprefix(WEBHOOK_SECRET_PREFIX), validate=True)
        except binascii.Error:
            key = b""
        if not text.startswith(WEBHOOK_SECRET_PREFIX) or len(key) < _LEAST_SECRET_BYTES:
            message = f"{WEBHOOK_SECRET_PREFIX} and at least {_LEAST_SECRET_BYTES} bytes in base64"
            raise ValueError(message)
        return secret


Target = Annotated[AppriseTarget | WebhookTarget, Field(discriminator="kind")]


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class AreaContext:
    """How the areas of a file are read; given as the context of its validation."""

    atlas: Atlas
    folder: Path | None
    """The folder of its files of areas."""
    country_only: CountryOnly
    """Where a route does not say."""


_ANYWHERE: Final = AreaContext(Atlas(), None, CountryOnly.MARKED)


def _as_area(given: object, info: ValidationInfo) -> object:
    if not isinstance(given, str):
        return given
    places = info.context if isinstance(info.context, AreaContext) else _ANYWHERE
    try:
        return places.atlas.area(given, places.folder)
    except Problem as problem:
        raise ValueError(str(problem)) from None


class RouteMatch(_Part):
    """What an alert must be; what is not named asks nothing."""

    types: frozenset[EventType] = frozenset()
    countries: frozenset[Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]] = frozenset()
    rules: frozenset[RuleId] = frozenset()
    severity: Severity = Field(default=Severity.UNKNOWN, description="This or worse")
    certainty: Certainty = Field(default=Certainty.UNKNOWN, description="This or surer")
    areas: tuple[Annotated[Area, BeforeValidator(_as_area)], ...] = Field(
        default=(), description="Any of these, as docs/areas.md says; files lie beside this one"
    )
    country_only: CountryOnly = Field(
        default=CountryOnly.MARKED,
        description="With areas: alerts of which only the country is known",
    )
    exercises: bool = Field(default=False, description="Exercises and tests too")
    silenced: bool = Field(default=False, description="Silenced alerts too")

    @cached_property
    def grounds(self) -> AreaMatchers:
        """What the areas cover."""
        return AreaMatchers(self.areas, self.country_only)

    @model_validator(mode="before")
    @classmethod
    def _takes_the_setting(cls, given: object, info: ValidationInfo) -> object:
        if isinstance(given, dict) and isinstance(info.context, AreaContext):
            return {"country_only": info.context.country_only, **given}
        return given


class Limit(_Part):
    """At most this many messages in a period; the rest waits and comes as one summary."""

    count: int = Field(ge=1)
    per: Duration = timedelta(hours=1)


class Route(_Part):
    """Who hears of what, and how often."""

    name: Name
    match: RouteMatch = RouteMatch()
    targets: tuple[Name, ...] = Field(min_length=1)
    go_on: bool = Field(default=False, description="Ask the routes below too")
    group_by: tuple[Literal["country", "event_type", "rule_id"], ...] = ()
    group_wait: Duration = Field(
        default=timedelta(0), description="So long the first of a group waits for others"
    )
    min_interval: Duration = Field(
        default=timedelta(0), description="Between two revisions of one alert"
    )
    quiet_hours: tuple[QuietHours, ...] = ()
    limit: Limit | None = None
    escalate: tuple[EscalationStep, ...] = Field(
        default=(), description="Who is told next, and next, until somebody acknowledges the alert"
    )

    @field_validator("quiet_hours", mode="before")
    @classmethod
    def _one_or_several(cls, given: object) -> object:
        return [given] if isinstance(given, dict) else given

    @field_validator("quiet_hours")
    @classmethod
    def _end_some_time(cls, every: tuple[QuietHours, ...]) -> tuple[QuietHours, ...]:
        if every and first_gap(every) is None:
            message = "these quiet hours never end; leave out a day, or end them earlier"
            raise ValueError(message)
        return every

    digest: DigestTimes | None = Field(
        default=None, description="Told of all alerts together, once a day or a week"
    )

    @model_validator(mode="after")
    def _is_told_one_way(self) -> "Route":
        paces = ("escalate", "group_by", "group_wait", "min_interval", "quiet_hours", "limit")
        others = [name for name in paces if getattr(self, name)]
        if self.digest is not None and others:
            message = f"a digest is sent at its own time; {', '.join(others)} would change nothing"
            raise ValueError(message)
        return self

    @property
    def named(self) -> tuple[str, ...]:
        """All that it names: targets, and who is on call."""
        return (*self.targets, *(name for step in self.escalate for name in step.targets))


class Routes(_Part):
    """The whole file: targets by name, and routes in order; the first that fits is taken."""

    targets: tuple[Target, ...] = Field(min_length=1)
    on_call: tuple[OnCall, ...] = ()
    routes: tuple[Route, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_fit(self) -> "Routes":
        targets = [target.name for target in self.targets]
        known = [*targets, *(one.name for one in self.on_call)]
        names = [*known, *(f"route {route.name}" for route in self.routes)]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            message = f"{', '.join(twice)} is given twice; names must be unique"
            raise ValueError(message)
        missing = {name for route in self.routes for name in route.named} - set(known)
        missing |= {name for one in self.on_call for name in one.targets} - set(targets)
        if missing:
            message = f"no target {', '.join(sorted(missing))}; there are {', '.join(targets)}"
            raise ValueError(message)
        return self
