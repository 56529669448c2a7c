"""Of the feeder as a service: how it asks the web, and who may send to it."""

from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import BaseModel, SecretStr, StringConstraints

from tocsin.services.settings.knob import knob


class FeedSettings(BaseModel):
    """Of the feeder as a service."""

    feeder_port: int = knob(
        "Feeder port",
        "Of the feeder's metrics, health and `POST /articles`; 0 takes a free one.",
        6070,
        ge=0,
        le=65_535,
    )
    seen_file: Path = knob(
        "Seen file",
        "Where the feeder keeps what it has fed; one feeder at a time.",
        user_data_path("tocsin") / "seen.sqlite",
    )
    seen_days: int = knob(
        "Seen for", "So long after its source last named it an item is remembered.", 90, "d", ge=1
    )
    user_agent: Annotated[str, StringConstraints(pattern=r"^[\x20-\x7e]+$")] = knob(
        "User agent",
        "Says to sources who asks; put in where they can reach you.",
        "Tocsin/0.1 (news reader for early warning)",
    )
    feed_interval: float = knob(
        "Feed interval", "Between two looks at a source that names none.", 900.0, "s", gt=0
    )
    feed_interval_least: float = knob(
        "Least interval", "A source is never asked sooner.", 300.0, "s", gt=0
    )
    feed_interval_most: float = knob(
        "Most interval", "A source is asked after so long, whatever it says.", 21_600.0, "s", gt=0
    )
    fetch_timeout: float = knob(
        "Web timeout", "One answer of a source must be whole by then.", 30.0, "s", gt=0
    )
    fetch_most_bytes: int = knob(
        "Largest answer",
        "Of a source, unpacked; a longer one is refused.",
        8_388_608,
        "bytes",
        gt=0,
    )
    parse_seconds: float = knob(
        "Time to read",
        "Of processor time for one feed or page; beyond it the source is in quarantine.",
        10.0,
        "s",
        gt=0,
    )
    parse_most_memory: int = knob(
        "Memory to read",
        "Of a process that reads feeds and pages; what takes more is not read.",
        1_073_741_824,
        "bytes",
        ge=268_435_456,
    )
    parse_workers: int = knob("Readers", "Processes that read feeds and pages.", 2, ge=1, le=64)
    feed_compression: Literal["gzip", "zstd", "none"] = knob(
        "Compression of articles",
        "Every Kafka client reads gzip as it is installed; zstd packs large archives faster.",
        "gzip",
    )
    fetch_concurrency: int = knob(
        "Requests at once", "To all hosts together; to one host it is one.", 32, ge=1, le=1000
    )
    host_pause: float = knob("Host pause", "Between two requests to one host.", 1.0, "s", ge=0)
    allowed_networks: str | None = knob(
        "Allowed networks",
        "Inner networks that sources may lie in, with commas: 10.1.0.0/16.",
        None,
    )
    websub_url: (
        Annotated[str, StringConstraints(pattern=r"^https?://[^/?#@\s]+(/[^?#\s]*)?$")] | None
    ) = knob(
        "WebSub address",
        "Where hubs reach the feeder's port from outside: https://tocsin.example; unset, no hub is "
        "asked to push.",
        None,
    )
    ingest_token: SecretStr | None = knob(
        "Ingest token", "What `POST /articles` asks for as a bearer token.", None
    )
    ingest_most_bytes: int = knob(
        "Largest request", "To `POST /articles`.", 16_777_216, "bytes", ge=1_000
    )
