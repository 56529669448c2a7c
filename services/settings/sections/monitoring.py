"""Metrics, health checks and logs of every service."""

from typing import Literal

from pydantic import BaseModel

from tocsin.services.settings.setting import setting


class MonitoringSettings(BaseModel):
    """Metrics, health checks and logs of every service."""

    http_host: str = setting(
        "HTTP host", "Address on which metrics and health checks are served.", "127.0.0.1"
    )
    http_port: int = setting(
        "HTTP port",
        "Port of metrics and health checks; 0 picks a free port.",
        6066,
        ge=0,
        le=65_535,
    )
    http_client_connections: int = setting(
        "Connections per client",
        "Maximum concurrent connections from one IP address to any of our ports; raise it if "
        "all clients come through one proxy.",
        200,
        ge=10,
        le=10_000,
    )
    ready_patience: float = setting(
        "Readiness timeout",
        "`/ready` fails if Kafka has not answered for this long.",
        10.0,
        "s",
        gt=0,
    )
    log_format: Literal["console", "json"] = setting(
        "Log format", "`console` for people, `json` for machines.", "console"
    )
    log_level: Literal["debug", "info", "warning", "error"] = setting(
        "Log level", "Minimum level that is logged.", "info"
    )
