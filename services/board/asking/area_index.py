"""The areas that readers may ask for; pure."""

from collections import OrderedDict
from typing import Final

from tocsin.schemas.area import CountryOnly
from tocsin.services.areas.matching import AreaMatchers
from tocsin.services.areas.naming import Atlas
from tocsin.services.problem import Problem

_MOST_REMEMBERED: Final = 100
_MOST_ASKED: Final = 10


class AreaIndex:
    """Knows the areas by name, and remembers what they cover: many readers ask for the same."""

    def __init__(self, atlas: Atlas, country_only: CountryOnly) -> None:
        self.atlas = atlas
        self._country_only = country_only
        self._known: OrderedDict[tuple[object, ...], AreaMatchers] = OrderedDict()

    def grounds(
        self, areas: tuple[str, ...], country_only: CountryOnly | None
    ) -> AreaMatchers | None:
        """Return what the areas cover, or None if none is named.

        Raises:
            Problem: no such area. No file is read for a reader.
        """
        if not areas:
            return None
        if len(areas) > _MOST_ASKED:
            message = f"area: {len(areas)} are named; at most {_MOST_ASKED} are looked at"
            raise Problem(message)
        key = (*areas, country_only)
        if key not in self._known:
            how = country_only or self._country_only
            self._known[key] = AreaMatchers(self.atlas.areas(areas), how)
            if len(self._known) > _MOST_REMEMBERED:
                self._known.popitem(last=False)
        return self._known[key]


NO_PLACES: Final = AreaIndex(Atlas(), CountryOnly.MARKED)
"""Of a board whose operator named none."""
