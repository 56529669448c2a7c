"""Of areas of interest."""

from pathlib import Path

from pydantic import BaseModel

from tocsin.schemas.area import CountryOnly
from tocsin.services.settings.knob import knob


class AreaSettings(BaseModel):
    """Of areas of interest."""

    areas: Path | None = knob(
        "Areas",
        "A GeoJSON file: areas of interest, each feature by its `name`. They can be named wherever "
        "an area can.",
        None,
    )
    area_country_only: CountryOnly = knob(
        "Country only",
        "What becomes of an alert of which only the country is known, where an area covers a part "
        "of that country: `in`, `out`, or `marked`, which takes it in and says that it is unsure.",
        CountryOnly.MARKED,
    )
