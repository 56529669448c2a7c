"""What a count counts where its noun is not the word behind it.

A name may stand between ("200 Texas Guard troops"), or the noun stands before ("the number of
soldiers who crossed has risen to 1,214").
"""

import re
from typing import Final

from schemas.vocabulary import Unit
from services.detector.reading.figures.figure import Figure, FigureKind
from services.detector.reading.figures.lexicon import HOMES, PLURALS
from services.detector.reading.places.peoples import PEOPLE_PLURALS
from services.detector.reading.words.grammar import AUXILIARIES, PREPOSITIONS
from services.detector.reading.words.referents import TROOP_WORDS
from services.detector.reading.words.wordlist import words

_WORD: Final = re.compile(r" ([^\W_]+(?:[-'][^\W_]+)*)")
_REACH: Final = 6
_MORE_PEOPLE: Final = words(
    "chiefs elders heads aides friends neighbours neighbors cousins twins couples recruits "
    "trainees laborers leaders brothers bearers peers kin mourners souls kings princes nuns "
    "crossings entries"
)
"""People that a list of nouns would hardly name."""
_MORE_PLACES: Final = words(
    "farms capitals heights installations compounds bunkers camps oilfields"
)


_LIVE_IN: Final = re.compile(
    r"\b(?:residents|people|occupants|inhabitants|families|those|everyone|dwellers) "
    r"(?:of|in|from) $",
    re.IGNORECASE,
)
_PROMINENT: Final = re.compile(r" (?:opposition|political|religious|public|senior|leading) figures")
_WHOLE: Final = re.compile(
    r" of (?:the |its |their |our |his |those )?(?:[a-z-]+ ){0,2}?[0-9][0-9,.]* "
    r"(?:[A-Za-z-]+ ){0,2}?([a-z]+)\b"
)
_STRONG: Final = re.compile(r"[ -]strong\b")
_TALLY: Final = re.compile(
    r"\b(?:number|tally|count|total) of(?: the)?((?: [^\W_]+(?:[-'][^\W_]+)*){1,5})"
)
_REACHED: Final = re.compile(
    r"\b(?:to|at|reach(?:e[sd])?|hit|pass(?:e[sd])?|exceed(?:ed|s)?|top(?:ped|s)?|is|was) $"
)


def with_its_noun(sentence: str, figure: Figure) -> Figure:
    """Return a count with the plural noun behind its name or first noun, where there is one.

    A count of a name alone counts nothing that is known.
    """
    if figure.noun_start is None or figure.noun_end is None:
        return (
            _of_a_body(sentence, figure)
            or _of_a_whole(sentence, figure)
            or _tallied(sentence, figure)
        )
    if figure.unit is None and figure.noun in HOMES and _LIVE_IN.search(sentence[: figure.start]):
        return figure._replace(unit=Unit.HOUSEHOLDS)
    if figure.unit is None and figure.noun == "figures" and _PROMINENT.search(sentence, figure.end):
        return figure._replace(unit=Unit.PEOPLE)
    if figure.unit is None and figure.noun in _MORE_PEOPLE:
        return figure._replace(unit=Unit.PEOPLE)
    if figure.unit is None and figure.noun in _MORE_PLACES:
        return figure._replace(unit=Unit.PLACES)
    named = sentence[figure.noun_start].isupper() and figure.unit is None
    if not named and figure.unit is not Unit.PLACES:
        return figure
    return _behind_name(sentence, figure, figure.noun_end, named=named)


def _behind_name(sentence: str, figure: Figure, at: int, *, named: bool) -> Figure:
    for _ in range(_REACH):
        match = _WORD.match(sentence, at)
        if match is None:
            break
        word = match[1].lower()
        if word in PREPOSITIONS or word in AUXILIARIES:
            break
        unit = PLURALS.get(word) or (Unit.PEOPLE if word in PEOPLE_PLURALS else None)
        if unit is not None and (named or unit is not Unit.PLACES):
            return figure._replace(
                noun=word, noun_start=match.start(1), noun_end=match.end(1), unit=unit
            )
        if not named:
            break
        at = match.end()
    return figure._replace(noun=None, noun_start=None, noun_end=None) if named else figure


def _of_a_body(sentence: str, figure: Figure) -> Figure | None:
    """Return "about 1,400" of "the brigade, about 1,400 strong," as a count of troops."""
    if not _STRONG.match(sentence, figure.end):
        return None
    before = sentence[: figure.start].lower().split()[-_REACH:]
    force = TROOP_WORDS & {word.strip(",.;\"'") for word in before}
    return figure._replace(unit=Unit.TROOPS) if force else None


def _of_a_whole(sentence: str, figure: Figure) -> Figure | None:
    """Return "1,100" of "1,100 of the remaining 2,000 soldiers" as a count of soldiers."""
    whole = _WHOLE.match(sentence, figure.end)
    unit = PLURALS.get(whole[1].lower()) if whole is not None else None
    return figure._replace(unit=unit) if unit is not None else None


def _tallied(sentence: str, figure: Figure) -> Figure:
    """Return a bare count with the unit of what "the number of …" before it names."""
    if figure.kind is not FigureKind.COUNT or not _REACHED.search(sentence[: figure.start]):
        return figure
    for match in _TALLY.finditer(sentence, 0, figure.start):
        for word in match[1].lower().split():
            unit = PLURALS.get(word)
            if unit is not None:
                return figure._replace(unit=unit)
    return figure
