"""The noun that a number counts: its head, past adjectives and "of the"."""

import re
from typing import Final, NamedTuple

from tocsin.schemas.vocabulary import Unit
from tocsin.services.reading.figures.lexicon import FORCE_OF, NOUNS, PLURALS, SINGULARS
from tocsin.services.reading.figures.phrase import Phrase
from tocsin.services.reading.lexicon.english.listed import by_word, either
from tocsin.services.reading.peoples import PEOPLE_ADJECTIVES, PEOPLE_PLURALS

_MAX_MODIFIERS: Final = 6
_SIZED: Final = re.compile(rf"-{either(NOUNS.sized)}$")


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
    while index < len(words) and words[index] in NOUNS.partitives:
        index += 1
    if index >= len(words) or words[index] != "of":
        return 0
    index += 1
    while index < len(words) and words[index] in NOUNS.determiners:
        index += 1
    return index


def _head(words: list[str], *, one: bool) -> int | None:
    """Return which word is the head of the phrase; None if none is near."""
    found: int | None = None
    for index, word in enumerate(words):
        if word == "and" and _coordinated(words, index):
            found = None
            continue
        if word in NOUNS.stops or (word[0].isdigit() and "-" not in word):
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
    if found is None and words and words[0] not in NOUNS.stops:
        return _adjective_as_noun(words)
    return found


def _coordinated(words: list[str], index: int) -> bool:
    """Whether "and" joins two modifiers: "American and coalition troops"."""
    if index == 0 or index + 2 >= len(words):
        return False
    return words[index - 1] in PEOPLE_ADJECTIVES and not words[index + 1][0].isdigit()


def _is_noun(word: str, *, one: bool) -> bool:
    if word in SINGULARS or word in NOUNS.invariant:
        return True
    if one:
        return False
    return word in PLURALS or word in PEOPLE_PLURALS or word == "others" or _looks_plural(word)


def _looks_plural(word: str) -> bool:
    if word.endswith("s"):
        return len(word) > _SHORT and not word.endswith(("ss", "us", "'s", "is", "ous"))
    return word.endswith(NOUNS.plural_endings) or word in NOUNS.plural_words


_SHORT: Final = 3


def _goes_on(words: list[str], found: int, index: int, *, one: bool) -> bool:
    """Whether the word at `index` can be a head behind the noun at `found`."""
    if index != found + 1:
        return False
    before, word = words[found], words[index]
    if before in NOUNS.participles:
        return _is_noun(word, one=one)
    if one or before in SINGULARS or before in NOUNS.invariant or before in NOUNS.linkers:
        return True
    return before not in PEOPLE_PLURALS and word in PLURALS and word not in NOUNS.invariant


def _behind_attributive(words: list[str], found: int, index: int, *, one: bool) -> int | None:
    word = words[index]
    before = words[found]
    if word.endswith(("ed", "ing", "ly")) or before in NOUNS.participles:
        return found
    alone = before in NOUNS.attributive or (
        not one and before in SINGULARS and before not in PLURALS
    )
    return None if alone else found


def _adjective_as_noun(words: list[str]) -> int | None:
    """Read "20 Chinese", "three French" with no noun behind: the people themselves."""
    last = 0
    while last + 1 < len(words) and words[last + 1] not in NOUNS.stops:
        last += 1
    for index in range(last + 1):
        if words[index] in PEOPLE_ADJECTIVES and (index == last or words[index + 1].endswith("ed")):
            return index
    return None


def _unit(words: list[str], head: int, lower: str, end: int) -> Unit | None:
    word = words[head]
    if word in PEOPLE_PLURALS or word in PEOPLE_ADJECTIVES or word == "others":
        return Unit.PEOPLE
    if word in NOUNS.helmets:
        return Unit.TROOPS if head and words[head - 1] in NOUNS.helmet_colours else None
    unit = PLURALS.get(word) or SINGULARS.get(word)
    if word in NOUNS.of_a_force:
        force = _force(words, head, lower, end)
        return force if force is not None else unit
    if unit is None and word.endswith(NOUNS.agent_endings) and word not in NOUNS.no_agents:
        return Unit.PEOPLE
    return unit


_OF_BODY: Final = by_word(NOUNS.bodies)
_MEMBERS_OF: Final = re.compile(
    r" of (?:the |its |their |his |a )?(?:[^\s,;()]{1,30} ){0,4}?"
    rf"({either(_OF_BODY)})\b"
)


def _force(words: list[str], head: int, lower: str, end: int) -> Unit | None:
    """Return whose force a generic head is of: "army officers", "members of the navy"."""
    if words[head] in {"guard", "guards"}:
        national = head > 0 and words[head - 1] in NOUNS.guards
        return Unit.TROOPS if national else None
    for word in reversed(words[:head]):
        if word in FORCE_OF:
            return FORCE_OF[word]
    of = _MEMBERS_OF.match(lower, end)
    return _OF_BODY[of[1]] if of is not None else None
