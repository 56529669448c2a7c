"""In which forms areas are written, for help texts: free of all that is slow to load."""

from typing import Final

FORMS: Final = (
    "circle:LATITUDE,LONGITUDE,KM; box:SOUTH,WEST,NORTH,EAST; a GeoJSON file; a country; "
    "a region such as Sahel or Western Africa; or a name from TOCSIN_AREAS"
)
