"""Ground that changes hands, or not: places taken by force."""

from typing import Final

from services.detector.reading.meaning.hands import GROUND, HANDS, is_in_hands
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.ground import FREED
from services.detector.reading.words.clause import Voice
from services.detector.reading.words.referents import (
    counts_people,
    names_force,
    names_people,
    names_place,
)
from services.detector.reading.words.wordlist import words

_THINGS: Final = words(
    "hearts imaginations drugs cocaine heroin tonnes tons kilograms weapons assets ship vessel "
    "tanker vessels ships "
    "boat cargo money cash documents phones vehicles power seats seat votes majority title lead "
    "championship medal gold silver records oil yacht goods pills company companies firm bank "
    "airline million computers property properties helicopter aircraft drones equipment attention "
    "homes houses house flagship stage advantage action part place effect office charge step steps "
    "steam responsibility refuge shelter care time look note hold aim position turns turn notice"
)
_SHIPS: Final = words("ship vessel tanker boat yacht flotilla")
_NO_TAKERS: Final = words(
    "fog snow frost winter darkness panic silence flood floods flames fire fires blaze wildfire "
    "wildfires water waters mud lava locusts tourists visitors rats wasps police "
    "court customs prosecutors "
    "judge regulators authorities justice coast fbi party voters "
    "candidate team club investigators officials"
)
_LOOSE: Final = words("take gain win occupy regain loss") | frozenset(FREED.split("|"))
_REGAINED: Final = words("free regain win clear secure occupy wrest")
_PICTURES: Final = words(
    "film book novel photograph photographs photo photos camera image images painting exhibition "
    "series documentary album artist photographer footage video story poem play song"
)
_ELECTIONS: Final = words("election elections vote votes ballot polls seats electoral primary")


def is_capture(situation: Situation) -> bool:
    """Whether a place or a position changes hands by force."""
    cue = situation.cue
    theme = situation.words(situation.theme)
    if cue.bearer is Bearer.STATE:
        return is_in_hands(situation)
    by_hands = HANDS.get(cue.lemma)
    if by_hands is not None:
        return by_hands(situation) and not _is_other_thing(situation, theme)
    if cue.bearer is Bearer.SUBJECT:
        return _falls(situation, theme)
    agent = situation.words(situation.agent)
    if _is_other_thing(situation, theme) or _is_taken_otherwise(situation, agent):
        return False
    if cue.lemma in _LOOSE and cue.bearer is Bearer.OBJECT:
        return _taken_by_force(situation, theme, agent)
    placed = _is_placed(situation, situation.words(situation.head(situation.theme)))
    if cue.bearer is Bearer.NOUN:
        if cue.lemma == "loss":
            return placed and names_force(token.lower for token in situation.tokens)
        return placed and not names_people(theme[:3])
    named = situation.has_name(situation.theme) and names_force(agent) and not names_people(theme)
    return named or (placed and (bool(situation.figures()) or not _of_people(theme)))


def _apposed(situation: Situation) -> list[str]:
    """Return the words of an apposition behind the object: ", the last vessel of the fleet"."""
    end = situation.theme.end if situation.theme is not None else situation.cue.end
    tokens = situation.tokens
    if end >= len(tokens) or tokens[end].lower != ",":
        return []
    return [token.lower for token in tokens[end : end + 8]]


def _is_name_part(situation: Situation) -> bool:
    """As in "Movement for the Liberation of Congo", "the anniversary of the liberation"."""
    cue = situation.cue
    if cue.bearer is not Bearer.NOUN:
        return False
    named = cue.start > 0 and situation.tokens[cue.start].capital
    return named or "anniversary" in situation.before(6)


def _counts_people(situation: Situation) -> bool:
    """Whether the object is a number of people: "four fighters from Ethiopia"."""
    if situation.theme is None:
        return False
    tokens = situation.tokens[situation.theme.start : situation.theme.end]
    return any(
        token.figure is not None and token.figure.unit is not None and counts_people(token.figure)
        for token in tokens
    )


def _is_placed(situation: Situation, theme: list[str]) -> bool:
    head = situation.head(situation.theme)
    return bool(situation.figures()) or situation.has_place(head) or names_place(theme)


def _of_people(theme: list[str]) -> bool:
    """Whether the phrase is about people of a place, not the place: "two soldiers from Goma"."""
    return names_people(theme) and not names_place(theme[:4])


def _taken_by_force(situation: Situation, theme: list[str], agent: list[str]) -> bool:
    """As in "rebels take Aleppo"; "take" alone says nothing of force."""
    if names_people(situation.words(situation.head(situation.theme))):
        return False
    group = situation.group
    if group is not None and group.voice is Voice.PASSIVE and not situation.is_attributive():
        # "12 settlements have been freed": nobody frees or regains ground but by force
        return bool(GROUND & set(theme)) and situation.cue.lemma in _REGAINED
    force = names_force(agent) or (
        bool({"they", "it"} & set(agent)) and names_force(token.lower for token in situation.tokens)
    )
    if force and theme and situation.theme is not None:
        named = situation.tokens[situation.theme.start : situation.theme.end]
        if all(token.capital for token in named):
            return True
    ground = (
        bool(situation.figures())
        or situation.has_place(situation.theme)
        or bool(GROUND & set(theme))
    )
    return force and ground


def _is_other_thing(situation: Situation, theme: list[str]) -> bool:
    """Whether what is taken is no ground: goods, people, a ship, or a name's part."""
    if any(word in _THINGS or word.endswith("-flagged") for word in theme):
        return True
    if _counts_people(situation) or _SHIPS & set(_apposed(situation)):
        return True
    return situation.is_attributive() or _is_name_part(situation)


def _is_taken_otherwise(situation: Situation, agent: list[str]) -> bool:
    """Whether police, a party or a camera takes it."""
    if names_force(agent):
        return False
    return bool(_NO_TAKERS & set(agent)) or _tells_of_pictures(situation, agent)


def _tells_of_pictures(situation: Situation, agent: list[str]) -> bool:
    """As in "the film captures the town", "the party took 12 districts in the election"."""
    counted = situation.figures()
    if counted and counted[0].noun in {"points", "places"}:
        return True
    return bool(_PICTURES & set(agent)) or any(
        token.lower in _ELECTIONS for token in situation.tokens
    )


def _falls(situation: Situation, theme: list[str]) -> bool:
    """Whether a place falls, or gives itself up."""
    after = situation.after(6)
    lemma = situation.cue.lemma
    taken = _is_placed(situation, theme)
    if lemma in {"surrender", "capitulate"}:
        return taken and not names_force(theme) and not names_people(theme)
    hands = bool({"hands", "control"} & set(after)) or names_force(after)
    return taken and (hands or lemma.startswith("change ")) and not names_people(theme[:2])
