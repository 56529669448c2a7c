"""Every knob of Tocsin, in one place; read by entry points only."""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from schemas.topics import Topic
from services.problem import Problem

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def knob(title: str, description: str, default: Any, unit: str = "", **limits: Any) -> Any:  # noqa: ANN401 - as pydantic's Field
    """Return a field with the title, description and unit that the documentation prints."""
    return Field(
        default=default,
        title=title,
        description=description,
        json_schema_extra={"unit": unit},
        **limits,
    )


class Settings(BaseSettings):
    """All settings; each is read from the environment as `TOCSIN_` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="TOCSIN_", frozen=True, extra="forbid")

    bootstrap_servers: Annotated[
        str, StringConstraints(pattern=r"^[^\s,]+:\d+(,[^\s,]+:\d+)*$")
    ] = knob(
        "Kafka brokers", "Where Kafka is, as host:port, several with commas.", "localhost:9092"
    )
    topic_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]+$")] = knob(
        "Topic prefix", "Put before every topic's name, with a dot between.", "tocsin"
    )
    partitions: int = knob(
        "Partitions", "Of each topic, when `tocsin topics` makes them.", 4, ge=1, le=1000
    )
    replication_factor: int = knob(
        "Replication factor", "Of each topic, when `tocsin topics` makes them.", 1, ge=1, le=10
    )
    broker_wait: float = knob(
        "Patience with the broker",
        "How long a service waits for Kafka at its start.",
        120.0,
        "s",
        ge=0,
    )
    rules: Path = knob("Rules", "A folder of rule files, or one file.", SEEDS / "rules")
    detector_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$")] = knob(
        "Detector id", "Names this replica: a static member of the consumer group.", "detector-1"
    )
    application_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]+$")] = knob(
        "Application id",
        "Consumer group and state name, the same for all replicas.",
        "tocsin-detector",
    )
    state_dir: Path = knob(
        "State folder", "Where a detector keeps its own files.", user_data_path("tocsin")
    )
    session_timeout: float = knob(
        "Session timeout",
        "After this silence a replica's partitions go to the others.",
        10.0,
        "s",
        ge=1,
        le=300,
    )
    commit_interval: float = knob(
        "Commit interval", "How often offsets are committed.", 1.0, "s", ge=0.05, le=60
    )
    batch_size: int = knob(
        "Batch size", "Most articles that are read at once.", 100, "articles", ge=1, le=10_000
    )
    batch_wait: float = knob(
        "Batch wait", "How long a batch waits to fill.", 0.02, "s", ge=0.001, le=5
    )
    max_article_bytes: int = knob(
        "Largest article", "A longer message goes to the dead letters.", 524_288, "bytes", ge=1_000
    )
    future_allowance: float = knob(
        "Future allowance",
        "A publication time further ahead goes to the dead letters.",
        86_400.0,
        "s",
        ge=0,
    )
    http_host: str = knob("HTTP host", "Where metrics and health are served.", "127.0.0.1")
    http_port: int = knob(
        "HTTP port", "Of metrics and health; 0 takes a free one.", 6066, ge=0, le=65_535
    )
    ready_patience: float = knob(
        "Readiness patience",
        "`/ready` turns false when Kafka was silent for so long.",
        10.0,
        "s",
        gt=0,
    )
    log_format: Literal["console", "json"] = knob(
        "Log format", "For people or for machines.", "console"
    )
    log_level: Literal["debug", "info", "warning", "error"] = knob(
        "Log level", "The least that is logged.", "info"
    )
    broker_dir: Path = knob(
        "Broker data",
        "Where the embedded Kafka keeps its data.",
        user_data_path("tocsin") / "kafka",
    )
    cache_dir: Path = knob(
        "Download cache", "Where the embedded Kafka's jars are kept.", user_cache_path("tocsin")
    )

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
        return {f"TOCSIN_{name.upper()}": str(value) for name, value in self if value is not None}

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
