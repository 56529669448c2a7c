"""Of the archive."""

from pydantic import BaseModel, SecretStr

from tocsin.services.settings.knob import knob


class ArchiveSettings(BaseModel):
    """Of the archive."""

    database_url: SecretStr | None = knob(
        "Database",
        "Where PostgreSQL is: `postgresql://tocsin_archive@localhost:5432/tocsin`, or any other "
        "conninfo of libpq.",
        None,
    )
    database_password: SecretStr | None = knob(
        "Database password", "Of that user, where the address holds none.", None
    )
    database_wait: float = knob(
        "Patience with the database",
        "How long the archive waits for PostgreSQL at its start; later it waits for ever.",
        120.0,
        "s",
        ge=0,
    )
    archive_retention: int | None = knob(
        "Retention",
        "Alerts without news for so long are deleted, with their verdicts; unset keeps all.",
        None,
        "days",
        ge=1,
        le=36_500,
    )
    archive_http_port: int = knob(
        "Archive HTTP port",
        "Of the archive's metrics and health; 0 takes a free one.",
        6068,
        ge=0,
        le=65_535,
    )
