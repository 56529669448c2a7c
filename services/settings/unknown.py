"""Variables that look like settings but are not: most often a typo."""

import difflib
from collections.abc import Iterable, Iterator
from typing import Final

from tocsin.services.settings.secret_files import is_secret
from tocsin.services.settings.settings import Settings

_PREFIX: Final = "TOCSIN_"
_OF_COMPOSE: Final = {
    f"TOCSIN_{name}"
    for name in (
        "ALERTMANAGER_PORT", "ARCHIVE_PASSWORD", "GRAFANA_DATABASE_PASSWORD", "GRAFANA_PASSWORD",
        "GRAFANA_PORT", "KAFKA_PORT", "POSTGRES_PASSWORD", "POSTGRES_PORT", "PROMETHEUS_PORT",
    )
}  # fmt: skip
"""Variables that docker-compose.yml reads."""


def unknown_variables(names: Iterable[str]) -> Iterator[str]:
    """Yield a line for each unknown variable, with the nearest known name."""
    fields = Settings.model_fields
    known = {f"{_PREFIX}{name.upper()}" for name in fields} | _OF_COMPOSE
    known |= {f"{_PREFIX}{name.upper()}_FILE" for name, field in fields.items() if is_secret(field)}
    for name in sorted(names):
        if name.startswith(_PREFIX) and name not in known:
            near = difflib.get_close_matches(name, sorted(known), n=1)
            hint = f"did you mean {near[0]}?" if near else "`tocsin config` lists all settings"
            yield f"{name} is not a setting and is ignored; {hint}"
