"""The place of a country if a text names nothing finer: its middle, marked as a country."""

import re
from functools import cache
from typing import Final

from tocsin.schemas.fields.countries import COUNTRY_NAMES
from tocsin.schemas.report import Place
from tocsin.schemas.vocabulary import Resolution
from tocsin.services.reading.places.gazetteer import Sense, entry, fold

_LETTERS: Final = re.compile(r"[^\W\d_]+")


@cache
def country_place(code: str) -> Place | None:
    """Return a country by its ISO 3166-1 alpha-3 code as a place; None if it is unknown."""
    name = COUNTRY_NAMES.get(code, "").strip()
    known = entry(" ".join(map(fold, _LETTERS.findall(name))))
    if known is None:
        return None
    for meaning in known.meanings:
        if meaning.sense is Sense.COUNTRY and meaning.country == code:
            return Place(
                name=name,
                country=code,
                resolution=Resolution.COUNTRY,
                latitude=meaning.latitude,
                longitude=meaning.longitude,
                geonames_id=meaning.geonames_id or None,
            )
    return None
