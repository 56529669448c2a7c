"""Settings of the detector."""

from pathlib import Path
from typing import Annotated

from platformdirs import user_data_path
from pydantic import BaseModel, StringConstraints

from tocsin.services.settings.networks import BUILT_IN
from tocsin.services.settings.seeds import SEEDS
from tocsin.services.settings.setting import setting


class DetectorSettings(BaseModel):
    """Settings of the detector."""

    rules: Path = setting("Rules", "Folder of rule files, or a single rule file.", SEEDS / "rules")
    reader: str = setting(
        "Reader",
        "Folder of the trained network that reads articles in English; `default` is the one that "
        "ships with Tocsin.",
        BUILT_IN,
    )
    languages: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}( [a-z]{2})*$")] = setting(
        "Languages",
        "Languages that are read, by their ISO 639-1 codes and separated by spaces; articles in "
        "others are counted and skipped. The network for other languages is only loaded if one "
        "of them is named.",
        "en",
    )
    languages_reader: str = setting(
        "Languages reader",
        "Folder of the trained network that reads articles in other languages than English; "
        "`default` is the one that ships with Tocsin.",
        BUILT_IN,
    )
    detector_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+$")] = setting(
        "Detector id",
        "Id of this replica; it is a static member of the consumer group, so the id must be "
        "unique.",
        "detector-1",
    )
    application_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]+$")] = setting(
        "Application id",
        "Consumer group and prefix of the changelog topics, the same for all replicas; if you "
        "change the topic prefix, the default is `PREFIX-detector`.",
        "tocsin-detector",
    )
    state_dir: Path = setting(
        "State folder", "Folder for the detector's own files.", user_data_path("tocsin")
    )
    session_timeout: float = setting(
        "Session timeout",
        "If a replica is silent for this long, its partitions move to the other replicas.",
        10.0,
        "s",
        ge=1,
        le=90,  # Faust's own requests to the broker may take this long
    )
    commit_interval: float = setting(
        "Commit interval", "How often offsets are committed.", 1.0, "s", ge=0.05, le=60
    )
    fetch_bytes: int = setting(
        "Fetch size",
        "Maximum bytes fetched from a partition at once; the messages of one fetch are "
        "acknowledged together.",
        1_048_576,
        "bytes",
        ge=1_000,
        le=64 * 1024 * 1024,
    )
    max_article_bytes: int = setting(
        "Maximum article size",
        "Longer messages go to the dead letters.",
        524_288,
        "bytes",
        ge=1_000,
    )
    future_allowance: float = setting(
        "Future allowance",
        "How far in the future `published_at` may be; articles beyond it go to the dead letters.",
        86_400.0,
        "s",
        ge=0,
    )
