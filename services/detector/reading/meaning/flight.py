"""People on the move, or not: out of home, out of danger."""

from itertools import pairwise
from typing import Final

from schemas.vocabulary import Unit
from services.detector.reading.figures.lexicon import HOMES, SINGULARS
from services.detector.reading.meaning.crossing import TRAVELLERS, is_crossing, is_crowd
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.flight import (
    ON_FOOT,
    TAKEN_AWAY,
    TAKEN_TO_SAFETY,
    TOLD_TO_GO,
)
from services.detector.reading.triggers.transport import SENT_AWAY
from services.detector.reading.words.clause import Voice
from services.detector.reading.words.referents import (
    counts_people,
    names_crowd,
    names_force,
    names_people,
    names_place,
)
from services.detector.reading.words.wordlist import words

_NO_FLIGHT: Final = words(
    "scene prison jail custody arrest police vehicle car prosecution captivity court justice "
    "sanctions investigation detention hostages officers embassy consulate train"
)
_TOLD_TO_GO: Final = frozenset(f"{TOLD_TO_GO}|{SENT_AWAY}".split("|"))
_TAKEN_TO_SAFETY: Final = frozenset(TAKEN_TO_SAFETY.split("|")) | {"airlift", "relocate"}
_TAKEN_AWAY: Final = frozenset(TAKEN_AWAY.split("|"))
_NOT_TOLD: Final = words(
    "diplomats ambassador ambassadors attaches protesters demonstrators migrants immigrants fans "
    "students supporters activists journalists reporters"
)
"""Who is told to go for other reasons than danger."""
_RESCUES: Final = words(
    "navy helicopter helicopters boat boats plane planes flight flights bus buses ship ships train "
    "trains convoy war fighting flood floods flooding fire fires wildfire eruption ash stranded "
    "trapped danger evacuated evacuation shelling siege gunfire crisis frigate ferry lifeboats"
)
_COMES: Final = frozenset(
    {"arrive in", "arrive at", "reach", "move to", "move towards", "move toward", "head for",
     "head towards", "leave for"} | frozenset(ON_FOOT.split("|"))
)  # fmt: skip
_UPROOTED: Final = words(
    "people persons households families individuals idps displaced villagers residents civilians "
    "inhabitants townspeople"
)
_DANGER: Final = words(
    "attack attacks clashes fighting floods flooding shelling violence offensive insecurity "
    "bombardment displaced fled bombing raids raid burned torched gunmen militants rebels "
    "displacement militia massacre airstrikes flood quake earthquake cyclone idp idps"
)
_AID: Final = words(
    "give gave given gives giving distribute distributed distributes provide provided provides "
    "deliver delivered hand handed aid assistance food relief kits cash support help meals "
    "mattresses blankets tents appeal million"
)
_HELPS: Final = words(
    "help helps helped helping assist assists assisted assisting feed feeds fed feeding support "
    "supports supported supporting serve serves served aid aided reach reached"
)
_MOVING: Final = frozenset({"on the move", "take to the roads", "take to the road"})
_ON_THE_ROAD: Final = words("demonstrators protesters marchers troops soldiers fans pilgrims")
_SHELTERED: Final = frozenset(
    {
        "lodge in", "house in", "camp in", "sleep in", "bed down in", "live in", "stay in",
        "accommodate in", "shelter in", "billet in", "camp on", "camp along", "sleep on",
        "sleep under",
    }
)  # fmt: skip
_LEFT: Final = frozenset(
    {"leave the area", "leave the town", "leave the village", "force to leave", "force to move",
     "compel to leave", "oblige to leave", "find refuge", "find shelter", "seek safety"}
)  # fmt: skip
_SHELTERS: Final = words(
    "tents tent camp camps shelter shelters schools school dormitories kindergartens halls mosques "
    "churches stadium stadiums gymnasiums gym centers centres church mosque barns sheds motels "
    "hotels "
    "hotel roadside tarpaulin tarpaulins trees pavements pavement sites families relatives "
    "embankments"
)
_ANIMALS: Final = words(
    "animals cattle livestock pets dogs cats horses birds sheep elephants paintings artefacts"
)
_EQUIPMENT: Final = words(
    "flight flights centre center centers centres plan plans route routes slide slides chute "
    "chutes procedure procedures drill drills exercise exercises training team teams map maps "
    "hospital zone zones policy kit kits shelters time times"
)
"""Nouns that "evacuation" only describes."""
_PATHS: Final = words("from under because after before away threatened")
_HUNTED: Final = words(
    "attackers attacker gunmen suspects suspect assailants thieves robbers perpetrators inmates "
    "prisoners driver militants insurgents gang killers bandits president minister leader drivers "
    "troops soldiers investors shoppers customers depositors advertisers traders"
)


def _is_helped(situation: Situation) -> bool:
    """As in "gave mattresses to 12,000 displaced people": who is helped, uprooted long before."""
    theme = situation.theme
    before = situation.tokens[max(0, theme.start - 8) : theme.start] if theme is not None else ()
    words = [token.lower for token in before]
    given = words[-1:] and words[-1] in {"to", "for", "among"} and bool(_AID & set(words))
    return bool(given) or bool(words[-1:] and words[-1] in _HELPS)


def is_displacement(situation: Situation) -> bool:
    """Whether people are driven from home."""
    cue = situation.cue
    theme = situation.words(situation.theme)
    if situation.figures() and not counts_people(situation.figures()[0]):
        return False
    if situation.is_attributive() or cue.bearer is Bearer.STATE:
        if _is_helped(situation):
            return False
        if _describes(situation) and not _DANGER & {one.lower for one in situation.tokens}:
            return False
    if _ON_THE_ROAD & set(theme) and cue.lemma in _MOVING | _LEFT:
        return False
    if cue.lemma in _SHELTERED:
        sheltered = bool(_SHELTERS & set(situation.after(6))) and not TRAVELLERS & set(theme)
        return bool(situation.figures()) and sheltered
    if cue.lemma in _COMES:
        return _comes_for_refuge(situation, theme)
    if cue.bearer is Bearer.TOLL or cue.lemma in _LEFT or situation.is_attributive():
        return bool(situation.figures()) and (cue.lemma not in _LEFT or is_crowd(situation))
    return _is_displaced(situation, theme)


def _is_displaced(situation: Situation, theme: list[str]) -> bool:
    cue = situation.cue
    if cue.bearer is Bearer.NOUN:
        return bool(situation.figures()) or names_people(theme) or cue.lemma == "exodus"
    if cue.bearer is Bearer.STATE:
        return bool(situation.figures()) or (_is_predicate(situation) and names_crowd(theme))
    return _is_driven_out(situation, theme)


def _describes(situation: Situation) -> bool:
    """As in "500 homeless people": how they live, unless a disaster is told beside."""
    behind = situation.after(1)
    return situation.cue.lemma == "homeless" and bool(behind) and names_people(behind)


def _comes_for_refuge(situation: Situation, theme: list[str]) -> bool:
    """As in "7,850 people arrived in Tawila from El Fasher": within one country, counted."""
    if not situation.figures() or not _UPROOTED & set(theme) or is_crossing(situation):
        return False
    around = {token.lower for token in situation.tokens}
    if _DANGER & around:
        return True
    end = situation.tokens[situation.cue.end - 1].end
    named = [one for one in situation.places if one.start >= end and one.place is not None]
    within = len(named) > 1 and named[0].country == named[1].country and "from" in around
    return within and not TRAVELLERS & set(theme)


def _is_driven_out(situation: Situation, theme: list[str]) -> bool:
    after = situation.after(6)
    lemma = situation.cue.lemma
    if lemma == "flee":
        hunted = _NO_FLIGHT & set(after[:4]) or _HUNTED & set(theme)
        return not hunted and is_crowd(situation) and not is_crossing(situation)
    if lemma in {"chase from", "drive from", "force from", "drive out of", "force out of"}:
        behind = after[after.index("from") + 1 :] if "from" in after else after
        town = bool(situation.figures()) and names_place(behind[:3]) and not _HUNTED & set(theme)
        home = bool({"homes", "home", "houses", "villages"} & set(after))
        return (home or town) and is_crowd(situation) and not names_force(theme)
    return is_crowd(situation)


def _is_predicate(situation: Situation) -> bool:
    return situation.group is not None and situation.group.start != situation.group.at


def _is_rescued(situation: Situation) -> bool:
    """Whether people are taken out of a place or of danger: not off a list, out of work."""
    after = situation.after(12)
    if {"way", "list", "work", "court", "office", "reach"} & set(after[:8]):
        return False
    end = situation.tokens[situation.cue.end - 1].end
    named = any(end <= one.start < end + 80 and one.place for one in situation.places)
    return named or any(token.lower in _RESCUES for token in situation.tokens)


def _is_small(situation: Situation, theme: list[str]) -> bool:
    """As in "evacuated for ten minutes", "the patient was evacuated", "two litres of fluid"."""
    if {"minutes", "fluid", "litres", "liters"} & {*theme, *situation.after(5)}:
        return True
    alone = [word for word in theme if word not in {"the", "a", "an", "one"}]
    return (
        not situation.figures()
        and len(alone) == 1
        and alone[0] in SINGULARS
        and (SINGULARS[alone[0]] is Unit.PEOPLE)
    )


def is_evacuation(situation: Situation) -> bool:
    """Whether people are moved out, or told to go."""
    if situation.is_attributive():
        return False
    cue = situation.cue
    if _ANIMALS & set(situation.words(situation.theme)):
        return False
    figures = situation.figures()
    theme = situation.words(situation.theme)
    if _is_small(situation, theme) or (figures and figures[0].unit in {Unit.SHIPS, Unit.TROOPS}):
        return False
    if figures and not counts_people(figures[0]):
        return figures[0].unit is Unit.PLACES or figures[0].noun in HOMES
    if cue.lemma in _TOLD_TO_GO or cue.lemma.startswith("have to "):
        return _is_told_to_go(situation, theme)
    if cue.lemma in _TAKEN_AWAY | _TAKEN_TO_SAFETY:
        return _is_taken_away(situation, theme)
    if cue.lemma == "relocation":
        return bool(figures) and bool(_PATHS & set(situation.after(14)) or _is_rescued(situation))
    return not (cue.bearer is Bearer.NOUN and _EQUIPMENT & set(situation.after(1)))


def _is_told_to_go(situation: Situation, theme: list[str]) -> bool:
    """As in "6,000 people were told to leave"; not diplomats, not "asked families not to flee"."""
    lemma = situation.cue.lemma
    if _NOT_TOLD & set(theme) or names_force(theme):
        return False
    if any(pair == ("not", "to") for pair in pairwise(situation.after(14))):
        return False
    sure = not lemma.endswith("to go") and not lemma.startswith("have to ")
    return is_crowd(situation) and (bool(situation.figures()) or sure or _is_rescued(situation))


def _is_taken_away(situation: Situation, theme: list[str]) -> bool:
    """As in "flew 900 people out of Kabul"; not "2,000 tenants moved out of Dublin"."""
    if situation.cue.lemma in _TAKEN_TO_SAFETY:
        counted = bool(situation.figures()) or bool(_UPROOTED & set(theme))
        return counted and not {"asylum", "refugees", "migrants"} & set(theme)
    if not is_crowd(situation):
        return False
    passive = situation.group is not None and situation.group.voice is Voice.PASSIVE
    if situation.cue.lemma == "move out of" and not passive:
        return bool(_RESCUES & {one.lower for one in situation.tokens})
    return bool(situation.figures()) and _is_rescued(situation)
