"""People taken somewhere by others: out of danger, under a roof, out of their homes; or not."""

from typing import Final

from schemas.vocabulary import EventType, Unit
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.transport import (
    CONVEYED,
    EMPTIED,
    GIVEN_A_ROOF,
    LEFT_AS_TOLD,
    THROWN_OUT,
    UNDER_A_ROOF,
)
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import Voice
from services.detector.reading.words.referents import names_force
from services.detector.reading.words.verb_forms import Form
from services.detector.reading.words.wordlist import words

_CONVEYED: Final = frozenset(CONVEYED.split("|"))
_EMPTIED: Final = frozenset(EMPTIED.split("|"))
_GIVEN_A_ROOF: Final = frozenset(GIVEN_A_ROOF.split("|"))
_THROWN_OUT: Final = frozenset(THROWN_OUT.split("|"))
_LEFT_AS_TOLD: Final = frozenset(LEFT_AS_TOLD.split("|"))
_UNDER_A_ROOF: Final = frozenset(UNDER_A_ROOF.split("|"))
TRANSPORT: Final = (
    _CONVEYED | _EMPTIED | _GIVEN_A_ROOF | _THROWN_OUT | _LEFT_AS_TOLD | _UNDER_A_ROOF
    | {"evacuees"}
)  # fmt: skip
"""The triggers whose meaning is judged here."""

_DWELLERS: Final = words(
    "residents resident inhabitants villagers families civilians townspeople townsfolk nationals "
    "citizens evacuees tourists holidaymakers settlers islanders households foreigners expatriates "
    "dwellers homeowners neighbours neighbors locals campers pensioners pilgrims hikers "
    "climbers miners survivors relatives dependants dependents vacationers subjects compatriots "
    "farmers fishermen elderly"
)
"""People who live or stay somewhere: to move them is an evacuation."""
_PEOPLE: Final = words(
    "people persons children women men pupils students patients passengers workers staff orphans "
    "adults babies girls boys others schoolchildren infants more souls guests"
)
_OTHERS: Final = words(
    "prisoners inmates suspects protesters demonstrators migrants refugees players fans soldiers "
    "troops fighters bodies corpses detainees hostages wounded injured casualties victims migrant "
    "animals dead militants rebels delegates athletes voters commuters defendants asylum-seekers "
    "officers deportees immigrants"
)
_ELSEWHERE: Final = words(
    "hospital hospitals court jail prison custody cells detention trial station clinic clinics "
    "police school mortuary morgue stadium polls work heaven tears streets power conference"
)
"""Where people are taken to that are not evacuated."""
_TALLIES: Final = words("total number toll tally count figure")
_PATHS: Final = words("out away to from off ashore down aboard across into by onto")
_DANGER: Final = words(
    "navy helicopter helicopters boat boats plane planes flight flights buses bus coach coaches "
    "ship ships train trains convoy war fighting flood floods flooding floodwaters fire fires "
    "wildfire wildfires eruption volcano ash stranded trapped danger evacuated evacuation shelling "
    "siege besieged gunfire crisis frigate ferry lifeboats lifeboat shelter shelters safety "
    "earthquake quake storm hurricane typhoon cyclone tsunami landslide landslides rooftops roofs "
    "combat zone bombing bombardment attack attacks rescue rescued rescuers rescue army soldiers "
    "refuge rubble lorries trucks lava dam dyke levee explosion leak chemical higher"
)
_SETTLEMENTS: Final = words(
    "village villages town towns camp camps island islands city district districts valley "
    "campsite campsites hamlet hamlets settlement settlements coast homes houses suburb suburbs "
    "neighbourhood neighborhood neighbourhoods quarter hospital nursing"
)
_EMPTIERS: Final = words("commune council authorities police army governor mayor officials")
_ROOFS: Final = words(
    "shelter shelters tents tent school schools camp camps halls hall church churches mosque "
    "mosques gym gyms gymnasium stadium motels hotels centre centres center centers sheeting "
    "sheets tarpaulins barracks families crescent cross displaced fled fighting flood floods quake "
    "earthquake homes"
)
_UPROOTED: Final = words(
    "flood floods flooding floodwaters fighting shelling fled flee flight homes houses quake "
    "earthquake storm hurricane typhoon cyclone fire fires wildfire wildfires eruption lava night "
    "displaced homeless afraid shelter shelters bombing bombardment clashes offensive destroyed "
    "burned refuge sleeping slept spent spend sheltering war evacuated"
)
_HOMES: Final = words("home homes house houses flat flats hut huts land lands farms villages")
_AT_SCHOOL: Final = words("pupils students schoolchildren teachers children")
_LANDED: Final = words(
    "landed lands arrive arrived arrives arriving docked docks carrying carried carries brought "
    "bring brings bringing aboard flown board reached reaches disembarked"
)


def is_taken(situation: Situation) -> bool:
    """Whether people are moved out, given a roof or thrown out of their homes."""
    cue, figures = situation.cue, situation.figures()
    if figures and figures[0].unit not in {None, Unit.PEOPLE, Unit.HOUSEHOLDS}:
        return figures[0].unit is Unit.PLACES and cue.lemma in _EMPTIED
    theme = set(situation.words(situation.theme))
    if theme & _OTHERS:
        return False
    if cue.bearer is Bearer.NOUN:
        return bool(figures) and bool(_LANDED & {token.lower for token in situation.tokens})
    if situation.group is None:
        return False  # "Shelters: 385"
    if cue.event_type is EventType.DISPLACEMENT:
        return _several(situation) and _is_homeless(situation, theme)
    if cue.lemma in _LEFT_AS_TOLD:
        return _several(situation) and not names_force(theme)
    cleared_out = cue.lemma == "clear" and bool(theme & (_DWELLERS | _PEOPLE))
    if cue.lemma in _EMPTIED and not cleared_out:
        return _is_emptied(situation, theme)
    return _is_conveyed(situation, theme)


def _is_homeless(situation: Situation, theme: set[str]) -> bool:
    """As in "3,000 are in schools since the flood", "four families were chucked out"."""
    if situation.cue.lemma in _UNDER_A_ROOF:
        uprooted = bool(_UPROOTED & _around(situation))
        return uprooted and _are_people(theme) and not theme & _AT_SCHOOL
    if situation.cue.lemma in _THROWN_OUT:
        from_home = bool(_HOMES & set(situation.after(6))) and _are_people(theme)
        return from_home or bool(theme & _DWELLERS)
    if situation.before(1) == ["of"]:
        return False  # "capable of housing 30,000 people"
    return bool(_ROOFS & _around(situation)) and _are_people(theme)


def _is_conveyed(situation: Situation, theme: set[str]) -> bool:
    """As in "3,000 residents were bused to Deraa", "flew out 1,935 of its nationals"."""
    near = [word for word in situation.after(12) if word not in theme]
    if not _leads_somewhere([*near, *theme]) or _ELSEWHERE & set(near):
        return False
    if situation.is_attributive() or not _is_done_to(situation) or _TALLIES & theme:
        return False
    if not situation.figures():
        away = bool({"out", "off", "away"} & set(situation.after(5)))
        theme_behind = situation.theme is not None and situation.theme.start > situation.cue.start
        return away and theme_behind and bool(theme & _DWELLERS) and situation.has_place_behind()
    if not _several(situation):
        return False
    if theme & _DWELLERS:
        return True
    return _are_people(theme) and bool(_DANGER & _around(situation))


def _leads_somewhere(behind: list[str]) -> bool:
    """Whether a way stands behind: "to Deraa", "out"; not "to see"."""
    return any(
        word in _PATHS and not (word == "to" and at + 1 < len(behind) and _is_verb(behind[at + 1]))
        for at, word in enumerate(behind)
    )


def _is_verb(word: str) -> bool:
    entry = grammar.COMMON.get(word)
    return entry is not None and bool(entry[1] & Form.BASE)


def _is_done_to(situation: Situation) -> bool:
    """Whether the people are moved by others: not "a boat carrying 70", "led 70 to flee"."""
    group, theme = situation.group, situation.theme
    if group is None or theme is None:
        return False
    if group.voice is Voice.PASSIVE:
        return True
    if theme.start < situation.cue.start:
        return False
    if situation.cue.lemma == "carry" and group.voice is Voice.GERUND:
        return False
    behind = [token.lower for token in situation.tokens[theme.end : theme.end + 2]]
    caused = behind[:1] == ["to"] and behind[1:] and behind[1] in grammar.COMMON
    return not (caused and situation.cue.lemma in {"lead", "move", "bring", "drive"})


def _is_emptied(situation: Situation, theme: set[str]) -> bool:
    """As in "the council emptied the village", "campsites are to be vacated"."""
    if not theme & _SETTLEMENTS or names_force(situation.words(situation.agent)):
        return False
    group = situation.group
    if situation.cue.lemma == "vacate":
        return group is not None and group.voice is Voice.PASSIVE
    return bool(_EMPTIERS & set(situation.words(situation.agent)))


def _several(situation: Situation) -> bool:
    figures = situation.figures()
    return bool(figures) and (figures[0].quantity.figure or 0) > 1


def _are_people(theme: set[str]) -> bool:
    return bool(theme & (_DWELLERS | _PEOPLE)) or theme <= {"#", "of", "them"}


def _around(situation: Situation) -> set[str]:
    return {token.lower for token in situation.tokens}
