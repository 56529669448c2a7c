"""Metrics, health and logs, of every service."""

from typing import Literal

from pydantic import BaseModel

from tocsin.services.settings.knob import knob


class MonitoringSettings(BaseModel):
    """Metrics, health and logs, of every service."""

    http_host: str = knob("HTTP host", "Where metrics and health are served.", "127.0.0.1")
    http_port: int = knob(
        "HTTP port", "Of metrics and health; 0 takes a free one.", 6066, ge=0, le=65_535
    )
    http_client_connections: int = knob(
        "Connections of a client",
        "Of one address at once, to any port of ours; more where all come through one proxy.",
        200,
        ge=10,
        le=10_000,
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
