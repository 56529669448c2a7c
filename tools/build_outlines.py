# ruff: noqa: INP001 - a script, run by path
"""Build services/areas/data/outlines.json.gz: each country's outline, or a point where it is small.

From world-atlas (Natural Earth, public domain), which the board brings, and the gazetteer's
middles of countries. Run as `.venv/bin/python tools/build_outlines.py`.
"""

import gzip
import json
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from tocsin.schemas.fields.countries import COUNTRY_NAMES
from tocsin.services.reading.places.centroid import country_place

ROOT: Final = Path(__file__).resolve().parents[1] / "services"
ATLAS: Final = ROOT / "board" / "static" / "vendor" / "countries-110m.json"
OUTLINES: Final = ROOT / "areas" / "data" / "outlines.json.gz"
NUMERIC: Final = Path(__file__).resolve().parent / "gazetteer" / "numeric.tsv"
UNNUMBERED: Final = {"Kosovo": "XKX", "Somaliland": "SOM", "N. Cyprus": "CYP"}
"""What ISO 3166-1 gives no number, and to which code the gazetteer counts it."""

Ring = list[tuple[float, float]]


def rings_of(atlas: dict[str, Any]) -> list[Ring]:
    """Return the arcs of the topology in degrees (TopoJSON, section 2.1.3)."""
    (scale_x, scale_y), (move_x, move_y) = (
        atlas["transform"]["scale"],
        atlas["transform"]["translate"],
    )
    arcs = []
    for arc in atlas["arcs"]:
        steps = accumulate(arc, lambda at, by: [at[0] + by[0], at[1] + by[1]])
        arcs.append(
            [(round(x * scale_x + move_x, 2), round(y * scale_y + move_y, 2)) for x, y in steps]
        )
    return arcs


def polygons(geometry: dict[str, Any], arcs: list[Ring]) -> list[list[Ring]]:
    """Return the polygons of one country."""
    given = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [[_ring(numbers, arcs) for numbers in polygon] for polygon in given]


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def main() -> None:
    """Read both, and write one table."""
    atlas = json.loads(ATLAS.read_text("utf-8"))
    rows = (line.split("\t") for line in NUMERIC.read_text("utf-8").splitlines())
    codes = {number: code for number, code in rows if not number.startswith("#")}
    arcs = rings_of(atlas)
    outlines: dict[str, Any] = {}
    for geometry in atlas["objects"]["countries"]["geometries"]:
        code = codes.get(geometry.get("id", "")) or UNNUMBERED[geometry["properties"]["name"]]
        outlines.setdefault(code, []).extend(polygons(geometry, arcs))
    for code in sorted(set(COUNTRY_NAMES) - set(outlines)):
        place = country_place(code)
        if place is not None:
            outlines[code] = [float(place.longitude), float(place.latitude)]
    ordered = {code: outlines[code] for code in sorted(outlines)}
    packed = json.dumps(ordered, separators=(",", ":")).encode()
    OUTLINES.write_bytes(gzip.compress(packed, 9, mtime=0))
    print(len(ordered), "countries,", OUTLINES.stat().st_size, "bytes")  # noqa: T201
    print("without:", sorted(set(COUNTRY_NAMES) - set(ordered)))  # noqa: T201


if __name__ == "__main__":
    main()
