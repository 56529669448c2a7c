"""Settings of the feeder as a service: how it fetches from the web, and who may post to it."""

from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import BaseModel, SecretStr, StringConstraints

from tocsin.services.settings.setting import setting


class FeedSettings(BaseModel):
    """Settings of the feeder as a service."""

    feeder_port: int = setting(
        "Feeder port",
        "Port of the feeder's metrics, health checks and `POST /articles`; 0 picks a free port.",
        6070,
        ge=0,
        le=65_535,
    )
    seen_file: Path = setting(
        "Seen file",
        "SQLite file in which the feeder remembers what it has sent; only one feeder may use it.",
        user_data_path("tocsin") / "seen.sqlite",
    )
    seen_days: int = setting(
        "Seen for", "How long an item is remembered after its source last listed it.", 90, "d", ge=1
    )
    user_agent: Annotated[str, StringConstraints(pattern=r"^[\x20-\x7e]+$")] = setting(
        "User agent",
        "`User-Agent` sent to sources; include an address at which they can reach you.",
        "Tocsin/0.1 (news reader for early warning)",
    )
    feed_interval: float = setting(
        "Feed interval",
        "Time between two fetches of a source that does not set its own interval.",
        900.0,
        "s",
        gt=0,
    )
    feed_interval_least: float = setting(
        "Minimum feed interval", "A source is never fetched more often than this.", 300.0, "s", gt=0
    )
    feed_interval_most: float = setting(
        "Maximum feed interval",
        "A source is fetched at least this often, whatever it asks for.",
        21_600.0,
        "s",
        gt=0,
    )
    fetch_timeout: float = setting(
        "Fetch timeout", "Time limit for a complete response from a source.", 30.0, "s", gt=0
    )
    fetch_most_bytes: int = setting(
        "Maximum response size",
        "Larger responses are refused; counted after decompression.",
        8_388_608,
        "bytes",
        gt=0,
    )
    parse_seconds: float = setting(
        "Parse time limit",
        "CPU time to parse one feed or page; a source that exceeds it is quarantined.",
        10.0,
        "s",
        gt=0,
    )
    parse_most_memory: int = setting(
        "Parse memory limit",
        "Memory limit of a process that parses feeds and pages; a document that needs more is "
        "skipped.",
        1_073_741_824,
        "bytes",
        ge=268_435_456,
    )
    parse_workers: int = setting(
        "Parse processes", "Number of processes that parse feeds and pages.", 2, ge=1, le=64
    )
    feed_compression: Literal["gzip", "zstd", "none"] = setting(
        "Article compression",
        "Compression of articles on Kafka. Every Kafka client reads `gzip` without extras; "
        "`zstd` is faster for large archives.",
        "gzip",
    )
    fetch_concurrency: int = setting(
        "Concurrent requests",
        "Maximum concurrent requests to all hosts together; each host gets one at a time.",
        32,
        ge=1,
        le=1000,
    )
    host_pause: float = setting(
        "Host pause", "Minimum time between two requests to the same host.", 1.0, "s", ge=0
    )
    allowed_networks: str | None = setting(
        "Allowed networks",
        "Private networks in which sources may be, separated by commas, such as `10.1.0.0/16`.",
        None,
    )
    websub_url: (
        Annotated[str, StringConstraints(pattern=r"^https?://[^/?#@\s]+(/[^?#\s]*)?$")] | None
    ) = setting(
        "WebSub URL",
        "Public URL of the feeder's port for WebSub hubs, such as `https://tocsin.example`; "
        "if unset, no hub is asked to push.",
        None,
    )
    ingest_token: SecretStr | None = setting(
        "Ingest token", "Bearer token that `POST /articles` requires.", None
    )
    ingest_most_bytes: int = setting(
        "Maximum ingest request",
        "Maximum size of a request to `POST /articles`.",
        16_777_216,
        "bytes",
        ge=1_000,
    )
