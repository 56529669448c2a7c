"""`tocsin config`: every setting with its value, unit and meaning; secrets are hidden."""

import json
from typing import Annotated, Literal

import typer
from platformdirs import user_cache_path, user_data_path
from rich.table import Table

from tocsin.services.settings import SEEDS, Settings
from tocsin.services.terminal import Terminal


def config(
    output: Annotated[
        Literal["table", "json", "markdown"], typer.Option("--format", help="Output format.")
    ] = "table",
) -> None:
    """Print every setting with its value, unit and meaning; secrets are hidden."""
    if output == "markdown":
        typer.echo(as_markdown())
        return
    settings = Settings.load()
    if output == "json":
        typer.echo(json.dumps(settings.model_dump(mode="json"), indent=2))
        return
    table = Table("setting", "value", "unit", "meaning")
    table.columns[0].no_wrap = True  # a name that is cut off is useless
    table.columns[1].overflow = "fold"
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        shown = "" if value is None else str(value)
        table.add_row(f"TOCSIN_{name.upper()}", shown, _unit(name), field.description)
    Terminal().print(table)


def as_markdown() -> str:
    """Return the configuration table of the README, with the defaults."""
    rows = ["| setting | default | unit | meaning |", "|---|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "" if field.default is None else f"`{_portable(str(field.default))}`"
        rows.append(
            f"| `TOCSIN_{name.upper()}` | {default} | {_unit(name)} | {field.description} |"
        )
    return "\n".join(rows)


def _unit(name: str) -> str:
    extra = Settings.model_fields[name].json_schema_extra
    return str(extra["unit"]) if isinstance(extra, dict) else ""


def _portable(default: str) -> str:
    """Write folders as they are on Linux and from the project's root, on any machine."""
    shown = {
        str(SEEDS.parent): "",
        str(user_data_path()): "~/.local/share",
        str(user_cache_path()): "~/.cache",
    }
    for folder, portable in shown.items():
        default = default.replace(folder, portable)
    return default.removeprefix("/")
