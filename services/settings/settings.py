"""All settings as one class, made of a part for each service."""

from functools import cached_property
from typing import Any

from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from schemas.topics import Topic
from services.problem import Problem
from services.settings.board import BoardSettings
from services.settings.broker import BrokerSettings
from services.settings.detector import DetectorSettings
from services.settings.kafka import KafkaSettings
from services.settings.monitoring import MonitoringSettings


class Settings(
    # read from the last to the first: the order in which they are shown
    BrokerSettings,
    BoardSettings,
    MonitoringSettings,
    DetectorSettings,
    KafkaSettings,
    BaseSettings,
):
    """All settings; each is read from the environment as `TOCSIN_` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="TOCSIN_", frozen=True, extra="forbid")

    @classmethod
    def load(cls, **given: Any) -> "Settings":  # noqa: ANN401 - any knob's value
        """Read the environment; `given` values (from options) win, where they are not None.

        Raises:
            Problem: a value is not legal; the message names each.
        """
        try:
            return cls(**{name: value for name, value in given.items() if value is not None})
        except ValidationError as error:
            wrong = "; ".join(
                f"TOCSIN_{'_'.join(str(part) for part in problem['loc']).upper()}: {problem['msg']}"
                for problem in error.errors()
            )
            message = f"settings: {wrong}. `tocsin config` lists what is legal"
            raise Problem(message) from None

    def as_environment(self) -> dict[str, str]:
        """Return the environment in which another process reads these same settings."""
        return {
            f"TOCSIN_{name.upper()}": _written(value) for name, value in self if value is not None
        }

    def topic(self, topic: Topic) -> str:
        """Return the full name of a topic."""
        return f"{self.topic_prefix}.{topic}"

    @cached_property
    def changelog_topic(self) -> str:
        """The changelog of the judge's state: Faust derives the name from app id and table."""
        return f"{self.application_id}-incidents-changelog"

    @cached_property
    def sequences_changelog_topic(self) -> str:
        """The changelog of the steps of sequences."""
        return f"{self.application_id}-sequences-changelog"


def _written(value: object) -> str:
    return value.get_secret_value() if isinstance(value, SecretStr) else str(value)
