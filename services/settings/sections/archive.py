"""Settings of the archive."""

from pydantic import BaseModel, SecretStr

from tocsin.services.settings.setting import setting


class ArchiveSettings(BaseModel):
    """Settings of the archive."""

    database_url: SecretStr | None = setting(
        "Database URL",
        "PostgreSQL address: `postgresql://tocsin_archive@localhost:5432/tocsin` or any other "
        "libpq connection string.",
        None,
    )
    database_password: SecretStr | None = setting(
        "Database password", "Password of the database user, if the URL does not contain it.", None
    )
    database_wait: float = setting(
        "Database wait",
        "How long the archive waits for PostgreSQL when it starts; once running, it retries "
        "without limit.",
        120.0,
        "s",
        ge=0,
    )
    archive_retention: int | None = setting(
        "Archive retention",
        "Alerts without a new revision for this long are deleted with their verdicts; if "
        "unset, everything is kept.",
        None,
        "days",
        ge=1,
        le=36_500,
    )
    archive_http_port: int = setting(
        "Archive HTTP port",
        "Port of the archive's metrics and health checks; 0 picks a free port.",
        6068,
        ge=0,
        le=65_535,
    )
