"""The noun that a number counts: its head, past adjectives and "of the"."""

import re
from typing import Final, NamedTuple

from tocsin.schemas.vocabulary import Unit
from tocsin.services.reading.figures.lexicon import (
    AGENT_ENDINGS,
    COLLECTIVES,
    FORCE_OF,
    GENERIC_FORCE,
    NO_AGENTS,
    PLURALS,
    SINGULARS,
)
from tocsin.services.reading.figures.phrase import Phrase
from tocsin.services.reading.peoples import PEOPLE_ADJECTIVES, PEOPLE_PLURALS
from tocsin.services.reading.wordlist import words

_MAX_MODIFIERS: Final = 6
_GUARDS: Final = words("national republican presidential revolutionary palace coast border")

STOPPERS: Final = words("""
a an in of at on to from by with for as and or nor but that who whom whose which what when where
while after before since until till during through across into onto over under near around along
against between among amid inside outside within without behind beyond above below about toward
towards via per than then if because so though although is are was were be been being am has
have had having do does did will would can could may might must shall should not also already
still now ever never i you he she it we they them him us me there here this that's says said say
saying told tells kills kill killing injures injure injuring wounds attack attacks died die dies
dying fled flee flees fleeing crossed cross crosses left leave leaves arrested arrests arrest
captured captures capture seized seizes seize remain remains took take takes taken went go goes
gone came come comes got get gets made make makes including plus minus except versus vs today
yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january
february march april june july august september october november december both either like
unlike upon up out off down away back only just even ago later earlier apart each daily every
annually aboard board following according due despite amidst amongst alongside besides
throughout reportedly allegedly
""")
"""Words that end a noun phrase: verbs, prepositions, conjunctions, pronouns, days."""

_SIZED: Final = re.compile(r"-(?:strong|m[ae]n|member|person|people|soldier|troop)$")
_BEFORE_OF: Final = words("more other others out")
_DETERMINERS: Final = words("some the its their his her our your my these those all such")
_PARTICIPLES: Final = words("killed wounded injured dead missing displaced arrested")
_LINKERS: Final = words("""
forces security rights sports armed services affairs arms news sales systems
""")
"""Plural words that mostly come before another noun."""

_ATTRIBUTIVE: Final = words("""
police refugee migrant student child prison city town village militant rebel civilian ship boat
family youth worker troop army soldier base settlement private general reserve state province
district national local human light citizen member community household point area region hill
island port body suspect death injury arrest detention arrival population murder guerrilla
guerilla separatist terrorist extremist nationalist islamist jihadist communist socialist
christian muslim jewish catholic voter patient prisoner teen victim team other hostage commuter
tourist consumer insurgent opposition opponent loyalist unionist ranger marine guard personnel
staff crew carrier tanker cutter territory quarter county location site place driver parent
border outpost
""")
"""Singulars that often come before another noun: alone after "a" they count nothing for sure."""


class CountedNoun(NamedTuple):
    """The head noun that a number counts, its place in the text, and what it counts."""

    word: str
    start: int
    end: int
    unit: Unit | None


def counted_noun(phrase: Phrase, *, one: bool = False) -> CountedNoun | None:
    """Return what a number counts whose words follow; `one` for "a", "an" and "one".

    "20 Russian soldiers" → soldiers, troops; "dozens of the passengers" → passengers, people;
    "300 cattle" → cattle, no unit.
    """
    words = phrase.words
    skipped = _partitive(words)
    if skipped:
        words = words[skipped:]
    head = _head(words, one=one and not skipped)
    if head is None:
        return None
    start, end = phrase.span(skipped + head)
    return CountedNoun(words[head], start, end, _unit(words, head, phrase.lower, end))


def _partitive(words: list[str]) -> int:
    """Return how many words "of the", "more of their", "out of all" take."""
    index = 0
    while index < len(words) and words[index] in _BEFORE_OF:
        index += 1
    if index >= len(words) or words[index] != "of":
        return 0
    index += 1
    while index < len(words) and words[index] in _DETERMINERS:
        index += 1
    return index


def _head(words: list[str], *, one: bool) -> int | None:
    """Return which word is the head of the phrase; None if none is near."""
    found: int | None = None
    for index, word in enumerate(words):
        if word == "and" and _coordinated(words, index):
            found = None
            continue
        if word in STOPPERS or (word[0].isdigit() and "-" not in word):
            break
        if one and "-" in word and _SIZED.search(word):
            # "a 12-member crew": the inner number is the count.
            break
        if found is not None and not _goes_on(words, found, index, one=one):
            break
        if _is_noun(word, one=one):
            found = index
        elif found is not None:
            # An unknown word behind an attributive one is the head: "a police station".
            return _behind_attributive(words, found, index, one=one)
        elif index >= _MAX_MODIFIERS:
            break
    if found is None and words and words[0] not in STOPPERS:
        return _adjective_as_noun(words)
    return found


def _coordinated(words: list[str], index: int) -> bool:
    """Whether "and" joins two modifiers: "American and coalition troops"."""
    if index == 0 or index + 2 >= len(words):
        return False
    return words[index - 1] in PEOPLE_ADJECTIVES and not words[index + 1][0].isdigit()


def _is_noun(word: str, *, one: bool) -> bool:
    if word in SINGULARS or word in COLLECTIVES:
        return True
    if one:
        return False
    return word in PLURALS or word in PEOPLE_PLURALS or word == "others" or _looks_plural(word)


def _looks_plural(word: str) -> bool:
    if word.endswith("s"):
        return len(word) > _SHORT and not word.endswith(("ss", "us", "'s", "is", "ous"))
    return word.endswith(_PLURAL_ENDINGS) or word in _PLURAL_WORDS


_SHORT: Final = 3
_PLURAL_ENDINGS: Final = ("men", "people", "cattle", "sheep", "aircraft", "deer", "livestock")
_PLURAL_WORDS: Final = words("mice geese teeth fish lice oxen data uavs")


def _goes_on(words: list[str], found: int, index: int, *, one: bool) -> bool:
    """Whether the word at `index` can be a head behind the noun at `found`."""
    if index != found + 1:
        return False
    before, word = words[found], words[index]
    if before in _PARTICIPLES:
        return _is_noun(word, one=one)
    if one or before in SINGULARS or before in COLLECTIVES or before in _LINKERS:
        return True
    return before not in PEOPLE_PLURALS and word in PLURALS and word not in COLLECTIVES


def _behind_attributive(words: list[str], found: int, index: int, *, one: bool) -> int | None:
    word = words[index]
    before = words[found]
    if word.endswith(("ed", "ing", "ly")) or before in _PARTICIPLES:
        return found
    alone = before in _ATTRIBUTIVE or (not one and before in SINGULARS and before not in PLURALS)
    return None if alone else found


def _adjective_as_noun(words: list[str]) -> int | None:
    """Read "20 Chinese", "three French" with no noun behind: the people themselves."""
    last = 0
    while last + 1 < len(words) and words[last + 1] not in STOPPERS:
        last += 1
    for index in range(last + 1):
        if words[index] in PEOPLE_ADJECTIVES and (index == last or words[index + 1].endswith("ed")):
            return index
    return None


def _unit(words: list[str], head: int, lower: str, end: int) -> Unit | None:
    word = words[head]
    if word in PEOPLE_PLURALS or word in PEOPLE_ADJECTIVES or word == "others":
        return Unit.PEOPLE
    if word in {"helmets", "berets"}:
        return Unit.TROOPS if head and words[head - 1] in {"blue", "green", "red"} else None
    unit = PLURALS.get(word) or SINGULARS.get(word)
    if word in GENERIC_FORCE:
        force = _force(words, head, lower, end)
        return force if force is not None else unit
    if unit is None and word.endswith(AGENT_ENDINGS) and word not in NO_AGENTS:
        return Unit.PEOPLE
    return unit


_MEMBERS_OF: Final = re.compile(
    r" of (?:the |its |their |his |a )?(?:[^\s,;()]{1,30} ){0,4}?"
    r"(army|military|navy|air force|armed forces|security forces|national guard|marines?|police|"
    r"special forces|troops|peacekeeping (?:force|mission)|defen[cs]e forces?|gendarmerie|brigade|"
    r"battalion|regiment|revolutionary guards?|republican guard|presidential guard|reserve)\b"
)
_OF_FORCE: Final = {"police": Unit.POLICE, "gendarmerie": Unit.POLICE, "reserve": Unit.RESERVISTS}


def _force(words: list[str], head: int, lower: str, end: int) -> Unit | None:
    """Return whose force a generic head is of: "army officers", "members of the navy"."""
    if words[head] in {"guard", "guards"}:
        national = head > 0 and words[head - 1] in _GUARDS
        return Unit.TROOPS if national else None
    for word in reversed(words[:head]):
        if word in FORCE_OF:
            return FORCE_OF[word]
    of = _MEMBERS_OF.match(lower, end)
    return _OF_FORCE.get(of[1], Unit.TROOPS) if of is not None else None
