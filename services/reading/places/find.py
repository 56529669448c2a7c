"""Places in a text: countries, regions, towns and peoples, with the country each points to."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from tocsin.schemas.report import Place
from tocsin.schemas.vocabulary import Resolution
from tocsin.services.reading.figures.lexicon import NOUNS
from tocsin.services.reading.places.context import (
    LARGE_TOWN,
    WORDS,
    is_country,
    is_place,
    neighbours,
)
from tocsin.services.reading.places.gazetteer import (
    GazetteerEntry,
    Meaning,
    NameAmbiguity,
    Sense,
    entry,
    fold,
    longest_names,
)
from tocsin.services.reading.places.mention import MentionKind, PlaceMention

__all__ = ["MentionKind", "PlaceMention", "find_places"]

_CAPITAL: Final = re.compile(r"[A-Z\u00c0-\u017f\u1e00-\u1eff][^\W\d_]*")
_FURTHER: Final = re.compile(r"(?:[ \u00a0'\u2019.\u2018-]|\. | & |['\u2019]s )([^\W\d_]+)")
_DIVISION: Final = re.compile(
    r" (?:Autonomous )?(?:[Pp]rovince|[Oo]blast|[Rr]egion|[Gg]overnorate|[Dd]istrict|State|"
    r"[Pp]refecture|[Cc]ounty|[Dd]epartment|Territory|[Vv]oivodeship|[Rr]aion|Krai|[Cc]anton|"
    r"[Mm]unicipality|Republic|Division)(?![^\W\d_])"
)
_JOINT: Final = re.compile(
    r"(?: (?:suburb|neighbou?rhood|quarter|area|sector|commune|(?:refugee )?camp|town|village))?"
    r"(?:, |, in |, the | in | in the | of | \()"
)
"""Between a place and what encloses it: "Sabra suburb in Gaza City"."""
_NO_JOINT: Final = " of "
"""Without such a noun, "of" does not enclose."""
_CLOSE_JOINT: Final = ", "
_BESIDE_UNKNOWN: Final = re.compile(
    r"(?:, [A-Z][^\W\d_]+)* and [A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)?, "
)
"""Between a place and what encloses it, where a name that the gazetteer does not have is in one
breath with it: "Kanam and Wase, Plateau State"."""
_CLOSED: Final = re.compile(
    r"[,.;:)\]]|\s*$|\s+(?:on|since|after|as|when|where|and|by|early|last|this|following|amid|"
    r"during|before|while|until|due|killing|leaving|injuring|wounding|causing)\b|"
    r"\s+[\u2013\u2014(-]"
)
"""What may come after a country that encloses the place before it."""
_LISTED: Final = re.compile(r",? (?:and|or) (?:the )?[A-Z]|, (?:the )?[A-Z]")
"""What comes after a country that is one of several beside the place before it."""
_LAKE: Final = "lake "
_ARTICLE: Final = "the"
_LANGUAGE: Final = re.compile(
    r"[ -](?:language|teacher|class|translation|version|summary|word|speak|lesson|name)|[.,;)]"
)
_LONGER_NAME: Final = re.compile(
    r" (?:(?:del?|da|do|di|des|van)(?: la| los| las)?|nad|pod|pri|ob|sur|sous|l\u00e8s|"
    r"a[mn]|im|bei|(?:an|in|ob) der) [A-Z]"
)
_HYPHENED: Final = re.compile(r"-([A-Z\u00c0-\u00de][^\W\d_]+)")
_US_STATE: Final = re.compile(
    r", (?:(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|"
    r"Mont|Neb|Nev|N\.H|N\.J|N\.M|N\.Y|N\.C|N\.D|Okla|Ore|Pa|R\.I|S\.C|S\.D|Tenn|Tex|Vt|Va|Wash|"
    r"W\.Va|Wis|Wyo|D\.C)\.|(?:A[KLRZ]|C[AOT]|DC|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|"
    r"O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])(?![A-Za-z]| [A-Z]{2}))"
)
"""A state behind an American town: "Boulder, Colo.", "Austin, TX"; not "IN THE CAPITAL"."""
_PROVINCE: Final = re.compile(
    r", (?:(?:B\.C|Alta|Sask|Man|Ont|Que|N\.B|N\.S|N\.L|P\.E\.I|N\.W\.T)\.|"
    r"(?:BC|AB|SK|MB|ON|QC|NB|NS|NL|PEI)(?![A-Za-z]| [A-Z]{2}))"
)
"""A province behind a Canadian town: "Bountiful, B.C."."""
_ABBREVIATED: Final = ((_US_STATE, "united states"), (_PROVINCE, "canada"))
_AMERICAN: Final = re.compile(
    r"\b(?:Republican|Democrat|A(?:tlanta|TLANTA)|Gov\.|Governor [A-Z]|[Ss]heriff|[Cc]ounty|"
    r"U\.S\. Senate|S(?:avannah|AVANNAH)|Chattahoochee|state trooper|National Guard|"
    r"state of Georgia|Georgia (?:Tech|State|Bulldogs|Senate|House|governor|legislature|Secretary))"
)
_CAUCASUS: Final = frozenset({"GEO", "RUS", "ARM", "AZE", "TUR"})
_WITHIN: Final = frozenset({Sense.TOWN, Sense.REGION})
_RESOLUTIONS: Final = {
    Sense.COUNTRY: Resolution.COUNTRY,
    Sense.REGION: Resolution.REGION,
    Sense.TOWN: Resolution.CITY,
}
_KINDS: Final = {
    Sense.COUNTRY: MentionKind.COUNTRY,
    Sense.REGION: MentionKind.REGION,
    Sense.TOWN: MentionKind.CITY,
    Sense.ADJECTIVE: MentionKind.ADJECTIVE,
    Sense.PEOPLE: MentionKind.DEMONYM,
}
_SHARE: Final = 0.1
"""A less likely namesake needs this share of the likeliest one's inhabitants."""
_SETTLED: Final = 300_000
_VILLAGE: Final = 15_000
_MUCH: Final = 5
_LONGEST_ACRONYM: Final = 4
_MOST_HITS: Final = 10_000
"""No news text names more; it keeps the time bounded for what is not news."""


class _Hit(NamedTuple):
    start: int
    end: int
    name: str
    entry: GazetteerEntry
    sure: bool
    division: bool


def find_places(text: str) -> tuple[PlaceMention, ...]:
    """Return the place mentions of a text, in order, without overlap.

    Names with several meanings take the one in a country that the text also names.
    """
    hits = _hits(text)
    if not hits:
        return ()
    countries = _settled_countries(hits)
    mentions: list[PlaceMention] = []
    follower: _Hit | None = None
    parent: Meaning | None = None
    for hit in reversed(hits):
        enclosing = _enclosing(text, hit, follower, parent)
        if hit.name == "georgia" and _is_the_state(hits, countries, text):
            meaning = next((m for m in hit.entry.meanings if m.sense is Sense.REGION), None)
        else:
            meaning = _choose(text, hit, enclosing, countries)
        follower, parent = (hit, meaning) if meaning is not None else (None, None)
        if meaning is not None:
            mentions.append(_mention(text, hit, meaning))
    return tuple(reversed(mentions))


def _hits(text: str) -> list[_Hit]:
    hits: list[_Hit] = []
    done = 0
    longest = longest_names()
    for match in _CAPITAL.finditer(text):
        first = fold(match.group())
        size = longest.get(first)
        start = match.start()
        if size is None or start < done or (start and text[start - 1].isalnum()):
            continue
        hit = _hit_at(text, match, first, size)
        if hit is not None and not (first == _ARTICLE and _is_within_longer(text, match, hit)):
            done = hit.end
            if hit.entry.meanings[0].sense is not Sense.NO_PLACE:
                hits.append(hit)
        if len(hits) == _MOST_HITS:
            break
    return hits


def _is_within_longer(text: str, article: re.Match[str], hit: _Hit) -> bool:
    """Whether a longer name begins behind the article: "The North Korean", not "The North"."""
    match = _CAPITAL.match(text, article.end() + 1)
    size = longest_names().get(fold(match.group())) if match else None
    if match is None or size is None:
        return False
    other = _hit_at(text, match, fold(match.group()), size)
    return other is not None and other.end > hit.end


def _hit_at(text: str, match: re.Match[str], first: str, longest: int) -> _Hit | None:
    """Return the longest name that begins with a capital word."""
    start, end = match.span()
    if not text[start].isupper():
        return None
    if longest == 1:
        found = entry(first)
        return _judged(text, start, end, first, found) if found is not None else None
    names, ends = [first], [end]
    while len(names) < longest:
        further = _FURTHER.match(text, ends[-1])
        if further is None:
            break
        word = further[1]
        inside = text[ends[-1]] in "'\u2019\u2018-"
        if not (word[0].isupper() or inside or word in WORDS.small):
            break
        names.append(f"{names[-1]} {fold(word)}")
        ends.append(further.end())
    for name, stop in zip(reversed(names), reversed(ends), strict=True):
        found = entry(name)
        if found is not None:
            return _judged(text, start, stop, name, found)
    return None


def _judged(text: str, start: int, end: int, name: str, found: GazetteerEntry) -> _Hit | None:
    sense = found.meanings[0].sense
    if name == "ap" and text[max(0, start - 1) : end + 1] == "(AP)":
        return None  # the agency, not Andhra Pradesh
    if sense is Sense.COUNTRY or found.mark is NameAmbiguity.ACRONYM:
        sure = is_country(name, found, text, start, end)
        if not sure and len(found.meanings) == 1:
            return None
    elif sense in {Sense.REGION, Sense.TOWN}:
        sure = is_place(name, found, text, start, end)
        if sure and (_LONGER_NAME.match(text, end) or _is_half(text, end)):
            return None
    else:
        sure = name != "english" or not _LANGUAGE.match(text, end)
    if text.startswith(".", end) and "." in text[start:end]:
        end += 1
    division = _DIVISION.match(text, end) if sense in {Sense.REGION, Sense.TOWN} else None
    if division is not None and found.mark is not NameAmbiguity.NEVER:
        return _Hit(start, division.end(), name, found, sure=True, division=True)
    return _Hit(start, end, name, found, sure=sure, division=False)


def _is_half(text: str, end: int) -> bool:
    """Whether a hyphen makes the name half of one that is not known: "Babila-Babombi"."""
    other = _HYPHENED.match(text, end)
    return other is not None and entry(fold(other[1])) is None


def _settled_countries(hits: list[_Hit]) -> dict[str, int]:
    """Count the countries that names with one meaning speak of."""
    counts: dict[str, int] = {}
    for hit in hits:
        meanings = hit.entry.meanings
        if hit.sure and (len(meanings) == 1 or meanings[0].sense is Sense.COUNTRY):
            if hit.name == "georgia":
                continue
            counts[meanings[0].country] = counts.get(meanings[0].country, 0) + 1
    return counts


def _enclosing(
    text: str, hit: _Hit, follower: _Hit | None, parent: Meaning | None
) -> Meaning | None:
    """Return what the next words name as enclosing this place: "Reading, England"."""
    if hit.entry.meanings[0].sense in {Sense.ADJECTIVE, Sense.PEOPLE}:
        return None
    for abbreviated, country in _ABBREVIATED:
        if abbreviated.match(text, hit.end):
            known = entry(country)
            return known.meanings[0] if known is not None else None
    if follower is None or parent is None or parent.sense in {Sense.ADJECTIVE, Sense.PEOPLE}:
        return None
    joint = text[hit.end : follower.start]
    if _BESIDE_UNKNOWN.fullmatch(joint):
        joint = _CLOSE_JOINT
    asked = joint != _NO_JOINT and _JOINT.fullmatch(joint) is not None
    allowed = joint == _CLOSE_JOINT if hit.entry.mark is NameAmbiguity.NEVER else asked
    if joint == _CLOSE_JOINT and parent.sense is Sense.COUNTRY:
        # "In Goma, Uganda's army ...": what does not end there does not enclose
        allowed = allowed and _CLOSED.match(text, follower.end) is not None
        allowed = allowed and not _is_beside(text, hit, follower, parent)
    return parent if allowed else None


def _is_beside(text: str, hit: _Hit, follower: _Hit, parent: Meaning) -> bool:
    """Whether a country is one of a list, not what contains a known place: "Geneva, Iran, Iraq"."""
    known = any(one.country == parent.country for one in hit.entry.meanings)
    return not known and _LISTED.match(text, follower.end) is not None


def _is_the_state(hits: list[_Hit], countries: dict[str, int], text: str) -> bool:
    """Whether "Georgia" is the American state: the text names American towns, none nearby."""
    if not _CAUCASUS.isdisjoint(countries):
        return False
    american = any(
        first.country == "USA" and first.sense in _WITHIN
        for first in (hit.entry.meanings[0] for hit in hits if hit.name != "georgia")
    )
    return american or _AMERICAN.search(text) is not None


def _choose(
    text: str, hit: _Hit, enclosing: Meaning | None, countries: dict[str, int]
) -> Meaning | None:
    """Return what a name means here; None if it is not a place."""
    meanings = hit.entry.meanings
    if enclosing is not None:
        inside = [
            m for m in meanings if m.country == enclosing.country and m.sense is not Sense.COUNTRY
        ]
        if inside:
            return min(inside, key=lambda m: _apart(m, enclosing))
        if hit.sure and _is_namesake(text, hit, enclosing):
            # One that the gazetteer does not have: as exact as what contains it.
            return enclosing
    if not hit.sure:
        return None
    first = meanings[0]
    if len(meanings) == 1 or first.sense is Sense.COUNTRY or first.country in countries:
        return first
    known = [m for m in meanings[1:] if m.country in countries and _is_rival(m, first)]
    if known:
        return max(known, key=lambda m: countries[m.country])
    return None if _is_anywhere(meanings) else first


def _is_namesake(text: str, hit: _Hit, enclosing: Meaning) -> bool:
    """Whether a name is that of another place than the gazetteer's, all abroad.

    Small towns have namesakes. A large one, or a region, needs its country right behind it
    ("Santo Domingo, Ecuador"), and a lake has shores in several.
    """
    first = hit.entry.meanings[0]
    if first.sense is Sense.TOWN and first.inhabitants < LARGE_TOWN:
        return True
    if first.sense not in _WITHIN or enclosing.sense is not Sense.COUNTRY:
        return False
    lake = "lake " in (hit.name[: len(_LAKE)], text[hit.start - len(_LAKE) : hit.start].lower())
    return lake or text.startswith(_CLOSE_JOINT, hit.end)


def _is_rival(meaning: Meaning, first: Meaning) -> bool:
    if first.sense is Sense.TOWN and meaning.sense is Sense.REGION:
        # a state of a country that is named, before a town of one that is not: Victoria, Australia
        return True
    if first.sense is Sense.REGION or meaning.sense is Sense.REGION:
        return first.inhabitants < _SETTLED
    return meaning.inhabitants >= _SHARE * first.inhabitants or first.inhabitants < _SETTLED


def _is_anywhere(meanings: tuple[Meaning, ...]) -> bool:
    """Whether a name is that of villages in several countries, none of them much the largest."""
    first, *others = meanings
    return (
        first.sense is Sense.TOWN
        and first.inhabitants < _VILLAGE
        and any(
            other.country != first.country and other.inhabitants * _MUCH > first.inhabitants
            for other in others
        )
    )


def _apart(one: Meaning, other: Meaning) -> float:
    return (one.latitude - other.latitude) ** 2 + (one.longitude - other.longitude) ** 2


def _mention(text: str, hit: _Hit, meaning: Meaning) -> PlaceMention:
    how = MentionKind.REGION if hit.division else _KINDS[meaning.sense]
    if how is MentionKind.ADJECTIVE or hit.name in WORDS.attributes:
        after = neighbours(text, hit.start, hit.end).after
        if not after or after.lower() in NOUNS.stops:
            how = MentionKind.DEMONYM if how is MentionKind.ADJECTIVE else how
        else:
            how = MentionKind.ADJECTIVE
    name = text[hit.start : hit.end]
    place = None
    if how not in {MentionKind.ADJECTIVE, MentionKind.DEMONYM}:
        place = _place(_as_written_inside(name), meaning, hit.division)
    return PlaceMention(hit.start, hit.end, name, meaning.country, place, how)


def _as_written_inside(name: str) -> str:
    """Return a dateline's name as the text below it would write it: "KADUNA" is "Kaduna"."""
    return name.title() if name.isupper() and len(name) > _LONGEST_ACRONYM else name


@lru_cache(maxsize=4096)
def _place(name: str, meaning: Meaning, division: bool) -> Place:  # noqa: FBT001 - a key of the cache
    return Place(
        name=name,
        country=meaning.country,
        resolution=Resolution.REGION if division else _RESOLUTIONS[meaning.sense],
        latitude=meaning.latitude,
        longitude=meaning.longitude,
        geonames_id=None if division else meaning.geonames_id or None,
    )
