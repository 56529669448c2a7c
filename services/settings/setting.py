"""How a setting is declared."""

from typing import Any

from pydantic import Field


def setting(title: str, description: str, default: Any, unit: str = "", **limits: Any) -> Any:  # noqa: ANN401 - as pydantic's Field
    """Return a field with the title, description and unit that the documentation prints."""
    return Field(
        default=default,
        title=title,
        description=description,
        json_schema_extra={"unit": unit},
        **limits,
    )
