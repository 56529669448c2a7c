"""`tocsin areas`: which areas can be named, and which countries one touches."""

from pathlib import Path
from typing import Annotated

import typer

from tocsin.services.areas.forms import FORMS
from tocsin.services.settings import Settings


def areas(
    named: Annotated[
        list[str] | None, typer.Argument(metavar="[AREA]...", help=f"Areas to show: {FORMS}.")
    ] = None,
) -> None:
    """List the named areas, or show which countries the given areas touch.

    Status 2: one of them is not an area, or the file of TOCSIN_AREAS is invalid.
    """
    from rich.table import Table  # noqa: PLC0415 - keeps `tocsin --help` fast

    from tocsin.services.areas.naming import Atlas  # noqa: PLC0415 - the same
    from tocsin.services.terminal import Terminal  # noqa: PLC0415 - the same

    atlas = Atlas.load(Settings.load().areas)
    found = atlas.areas(named or atlas.names, Path.cwd())
    table = Table("area", "countries wholly in it", "countries in part")
    table.columns[0].overflow = "fold"  # a name that is cut off is useless
    for area in found:
        partly = sorted(set(area.countries) - set(area.whole))
        table.add_row(area.name, " ".join(area.whole), " ".join(partly))
    Terminal().print(table)
