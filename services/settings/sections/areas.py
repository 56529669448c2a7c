"""Settings of areas of interest."""

from pathlib import Path

from pydantic import BaseModel

from tocsin.schemas.area import CountryOnly
from tocsin.services.settings.setting import setting


class AreaSettings(BaseModel):
    """Settings of areas of interest."""

    areas: Path | None = setting(
        "Areas",
        "GeoJSON file of areas of interest; each feature's `name` can be used wherever an "
        "area is expected.",
        None,
    )
    area_country_only: CountryOnly = setting(
        "Country only",
        "How to treat an alert whose exact place is unknown if the area covers only part of "
        "its country: `in`, `out`, or `marked`, which includes it and marks it as uncertain.",
        CountryOnly.MARKED,
    )
