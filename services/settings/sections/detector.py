"""Of the detector."""

from pathlib import Path
from typing import Annotated

from platformdirs import user_data_path
from pydantic import BaseModel, StringConstraints

from tocsin.services.settings.knob import knob
from tocsin.services.settings.seeds import SEEDS


class DetectorSettings(BaseModel):
    """Of the detector."""

    rules: Path = knob("Rules", "A folder of rule files, or one file.", SEEDS / "rules")
    reader: str = knob(
        "Reader",
        "The network that reads: the folder of a trained one, or `default` for the one that comes "
        "with Tocsin.",
        "default",
    )
    detector_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$")] = knob(
        "Detector id", "Names this replica: a static member of the consumer group.", "detector-1"
    )
    application_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]+$")] = knob(
        "Application id",
        "Consumer group and state name, the same for all replicas; `PREFIX-detector` under "
        "another topic prefix.",
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
        le=90,  # Faust's own requests to the broker may take so long
    )
    commit_interval: float = knob(
        "Commit interval", "How often offsets are committed.", 1.0, "s", ge=0.05, le=60
    )
    fetch_bytes: int = knob(
        "Fetch size",
        "Most that is taken of a partition at once; what a fetch brings is acknowledged together.",
        1_048_576,
        "bytes",
        ge=1_000,
        le=64 * 1024 * 1024,
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
