"""All settings as one class, assembled from one part per service."""

import json
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final, Self

from pydantic import SecretStr, TypeAdapter, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from tocsin.schemas.topics import Topic
from tocsin.services.problem import Problem
from tocsin.services.settings.networks import Networks
from tocsin.services.settings.secret_files import SecretFiles, is_secret
from tocsin.services.settings.sections.archive import ArchiveSettings
from tocsin.services.settings.sections.areas import AreaSettings
from tocsin.services.settings.sections.board import BoardSettings
from tocsin.services.settings.sections.broker import BrokerSettings
from tocsin.services.settings.sections.detector import DetectorSettings
from tocsin.services.settings.sections.feeds import FeedSettings
from tocsin.services.settings.sections.kafka import KafkaSettings
from tocsin.services.settings.sections.monitoring import MonitoringSettings
from tocsin.services.settings.sections.notifier import NotifierSettings
from tocsin.services.settings.sections.security import SecuritySettings

_ANY: Final[TypeAdapter[Any]] = TypeAdapter(Any)


class Settings(
    # read from the last to the first: the order in which they are shown
    BrokerSettings,
    NotifierSettings,
    ArchiveSettings,
    BoardSettings,
    AreaSettings,
    MonitoringSettings,
    FeedSettings,
    DetectorSettings,
    SecuritySettings,
    KafkaSettings,
    BaseSettings,
):
    """All settings; each is read from the environment as `TOCSIN_` and its name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix="TOCSIN_", frozen=True, extra="forbid", env_ignore_empty=True
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options win, then the environment, then secrets from files; nothing else is read."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, SecretFiles(settings_cls)

    @model_validator(mode="after")
    def _own_application_id(self) -> Self:
        """Give each topic prefix a consumer group of its own, unless one is named.

        Two sets in one group take each other's partitions away, forever.
        """
        if "application_id" not in self.model_fields_set:
            self.__dict__["application_id"] = f"{self.topic_prefix}-detector"
        return self

    @classmethod
    def load(cls, **given: Any) -> "Settings":  # noqa: ANN401 - any setting's value
        """Read the environment; `given` values (from options) win unless they are None.

        Raises:
            Problem: a value is invalid; the message names each.
        """
        try:
            return cls(**{name: value for name, value in given.items() if value is not None})
        except ValidationError as error:
            wrong = "; ".join(_told(fault["loc"], fault["msg"]) for fault in error.errors())
            message = f"settings: {wrong}. `tocsin config` explains each setting"
            raise Problem(message) from None

    def as_environment(self) -> dict[str, str]:
        """Return the environment in which another process reads these same settings.

        It holds secrets: for a child's environment, never for arguments or logs.
        """
        environment = {}
        for name, field in type(self).model_fields.items():
            variable, value = f"TOCSIN_{name.upper()}", getattr(self, name)
            environment[variable] = "" if value is None else _as_text(value)
            if is_secret(field):
                environment[f"{variable}_FILE"] = ""  # inherited, it would contradict
        return environment

    def topic(self, topic: Topic) -> str:
        """Return the full name of a topic."""
        return f"{self.topic_prefix}.{topic}"

    @cached_property
    def networks(self) -> Networks:
        """The networks that read, and the languages."""
        languages = tuple(dict.fromkeys(self.languages.split()))
        return Networks(self.reader, languages, self.languages_reader)

    @cached_property
    def changelog_topic(self) -> str:
        """The changelog of the judge's state: Faust derives the name from app id and table."""
        return f"{self.application_id}-incidents-changelog"

    @cached_property
    def sequences_changelog_topic(self) -> str:
        """The changelog of the steps of sequences."""
        return f"{self.application_id}-sequences-changelog"


def _told(where: Sequence[int | str], what: str) -> str:
    """Return what is wrong with which setting; never the value, which may be a secret."""
    name = "_".join(str(part) for part in where).upper()
    what = what.removeprefix("Value error, ")
    return f"TOCSIN_{name}: {what}" if name else what


def _as_text(value: object) -> str:
    """Write a value as the environment holds it: lists and the like as JSON."""
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    plain = _ANY.dump_python(value, mode="json")
    return plain if isinstance(plain, str) else json.dumps(plain)
