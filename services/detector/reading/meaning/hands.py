"""Who holds a place now: driven out, ceded, held, fallen, under another flag."""

from collections.abc import Callable
from typing import Final

from services.detector.reading.meaning.situation import Situation
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.ground import CEDED, DRIVEN, FLAGGED, HELD, WALKED_IN
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import Voice
from services.detector.reading.words.referents import names_force, names_people, names_place
from services.detector.reading.words.wordlist import words

_NOW: Final = words("now all most half currently still entire whole fully already")
_SIDES: Final = words(
    "rebel rebels government opposition regime army military enemy their its his our junta state "
    "loyalist separatist jihadist islamist insurgent militia coalition allied"
)
_FALLS: Final = words("town city village capital stronghold garrison fortress base enclave outpost")
_FALLEN_ON: Final = words(". , on after at without in overnight last early to this yesterday as")
_BATTLE: Final = words("siege fighting battle offensive assault war besieged advance shelling")
GROUND: Final = words(
    "town city village villages towns cities territory territories ground district districts "
    "position positions base bases outpost outposts posts areas area control neighbourhood land "
    "neighborhood checkpoint airport airbase airfield capital island islands installation hill "
    "hills province settlement settlements stronghold"
)


_ADMITTED: Final = words(
    "denied denies deny admitted admits conceded concedes acknowledged acknowledges confirmed"
)
"""What those who lost ground do, and a firm that lost customers; both of villages say war."""
_SETTLED: Final = words(
    "villages towns settlements hamlets districts localities communes townships municipalities "
    "outposts positions bases camps garrisons checkpoints"
)
_ERRAND_REACH: Final = 5
_SHIPS: Final = words("ship vessel tanker boat yacht flotilla")


def is_driven_out(situation: Situation) -> bool:
    """As in "drove the rebels out of four towns"."""
    held = situation.words(situation.agent)
    if not names_force(held) or _SHIPS & set(held):
        return False
    theme = situation.words(situation.head(situation.theme))
    return bool(situation.figures()) or _is_named(situation) or names_place(theme)


def is_lost(situation: Situation) -> bool:
    """As in "two towns were lost to the rebels", "the army ceded four villages"."""
    theme, agent = situation.words(situation.theme), situation.words(situation.agent)
    if names_people(theme[:3]) or not _is_ground(situation, theme):
        return False
    after = [token.lower for token in situation.tokens[situation.cue.end :]]
    taker = "to" in after and names_force(after[after.index("to") : after.index("to") + 5])
    counted = bool(situation.figures())
    martial = counted and names_force(one.lower for one in situation.tokens)
    admitted = counted and bool(_ADMITTED & set(situation.before(10)))
    loser = names_force(agent) or ((martial or admitted) and bool({"it", "they"} & set(agent)))
    gone = _is_passive(situation) and (counted or bool(GROUND & set(theme[:4])))
    return taker or loser or gone


def is_held(situation: Situation) -> bool:
    """As in "the rebels now hold four towns": who has them now tells that they were taken."""
    theme, agent = situation.words(situation.theme), situation.words(situation.agent)
    group = situation.group
    if group is None or group.voice is not Voice.ACTIVE or not names_force(agent):
        return False
    if group.start and situation.tokens[group.start - 1].lower in grammar.RELATIVES:
        return False  # "the rebels, who control the east": who they are
    now = {token.lower for token in situation.tokens[group.start : group.at]} | set(theme)
    counted = bool(situation.figures())
    return _is_ground(situation, theme) and (counted or bool(_NOW & now))


def is_in_hands(situation: Situation) -> bool:
    """As in "27 districts are under its control", "the town is in rebel hands"."""
    theme, whose = situation.words(situation.theme), situation.words(situation.agent)
    group = situation.group
    if group is None or not theme or names_people(theme[:2]):
        return False
    if group.start and situation.tokens[group.start - 1].lower in grammar.RELATIVES:
        return False  # "the town, which is under their control": where it lies
    side = names_force(whose) or bool(_SIDES & set(whose)) or _names_side(situation)
    return side and _is_ground(situation, theme)


def _names_side(situation: Situation) -> bool:
    """Whether the hands are a country's: "in Ukrainian hands"."""
    whose = situation.agent
    if whose is None or whose.start >= whose.end:
        return False
    low, high = situation.tokens[whose.start].start, situation.tokens[whose.end - 1].end
    return any(low <= one.start < high for one in situation.places)


def is_walked_into(situation: Situation) -> bool:
    """As in "fighters moved into six villages": a force, and places that are counted."""
    figures, agent = situation.figures(), situation.words(situation.agent)
    group = situation.group
    if not figures or group is None or group.voice is Voice.PASSIVE:
        return False
    if "police" in agent or _is_errand(situation):
        return False
    settled = figures[0].noun in _SETTLED and (figures[0].quantity.figure or 0) > 1
    return settled and names_force(agent)


def _is_errand(situation: Situation) -> bool:
    """As in "soldiers entered two towns to hand out food": they came for something else."""
    end = situation.theme.end if situation.theme is not None else situation.cue.end
    return "to" in [token.lower for token in situation.tokens[end : end + _ERRAND_REACH]]


def is_flagged(situation: Situation) -> bool:
    """As in "troops raised a flag in the centre of Lyman": not athletes."""
    end = situation.tokens[situation.cue.end - 1].end
    placed = any(end <= one.start and one.place for one in situation.places)
    behind = situation.after(12)
    agent = situation.words(situation.agent)
    return names_force(agent) and (placed or names_place(behind)) and "border" not in behind


def _is_ground(situation: Situation, theme: list[str]) -> bool:
    """Whether a phrase is about ground: a number of places, a named place, "the town"."""
    return bool(situation.figures()) or _is_named(situation) or bool(GROUND & set(theme[:6]))


def _is_passive(situation: Situation) -> bool:
    """As in "11 villages said lost", "the town itself has been lost"."""
    return situation.group is not None and situation.group.voice is Voice.PASSIVE


def _is_named(situation: Situation) -> bool:
    return situation.has_place(situation.head(situation.theme))


def has_fallen(situation: Situation) -> bool:
    """As in "the town of Bria has fallen", "Goma fell on Sunday": not prices, rain, or a child."""
    if situation.cue.bearer is Bearer.NOUN:
        return _is_named(situation) and (
            "to" in situation.after(8) and names_force(situation.after(12))
        )
    theme, after = situation.words(situation.theme), situation.after(6)
    head = situation.head(situation.theme)
    named = situation.has_place(head) or bool(_FALLS & set(situation.words(head)))
    if not named or names_people(theme) or situation.figures():
        return False
    last = after[:1] and (after[0] in _FALLEN_ON)
    around = [token.lower for token in situation.tokens]
    return (not after or bool(last)) and (names_force(around) or bool(_BATTLE & set(around)))


HANDS: Final[dict[str, Callable[[Situation], bool]]] = {
    **dict.fromkeys(DRIVEN.split("|"), is_driven_out),
    **dict.fromkeys(WALKED_IN.split("|"), is_walked_into),
    **dict.fromkeys(FLAGGED.split("|"), is_flagged),
    **dict.fromkeys(CEDED.split("|"), is_lost),
    **dict.fromkeys(HELD.split("|"), is_held),
    "fall": has_fallen,
}
"""Wordings that say who holds a place, each with its own evidence."""
