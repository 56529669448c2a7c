"""Casualties, or not: "killed off the bill", "300 cattle died", one natural death."""

from collections.abc import Callable
from typing import Final

from schemas.vocabulary import Subtype
from services.detector.reading.meaning.deaths import counts_dead
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.words import grammar
from services.detector.reading.words.clause import Voice
from services.detector.reading.words.referents import (
    counts_people,
    names_crowd,
    names_force,
    names_people,
)
from services.detector.reading.words.wordlist import words

_CAUSES: Final = words(
    "attack attacks shooting shootings crash crashes fire fires explosion blast bombing bomb "
    "strike strikes airstrike airstrikes flood floods flooding earthquake quake storm hurricane "
    "typhoon cyclone landslide avalanche wounds injuries shot stabbed stabbing collapse collapsed "
    "crashed drowned drone missile shelling violence clashes outbreak virus disease poisoning "
    "stampede custody accident capsized sank wildfire wildfires heat tornado derailed collision "
    "collided raid battle combat fighting war protest protests prison injured gunfire crush "
    "tsunami eruption hunger famine starvation cholera covid-19 coronavirus ebola measles heatwave"
)
_OTHERS: Final = words("wounded injured hurt missing")
_ANIMALS: Final = words(
    "dolphins whales cattle sheep goats birds horses dogs cats fish turtles elephants bears boars "
    "pigs chickens poultry camels livestock cows animals seals sharks ostriches deer"
)
_ILLNESS: Final = words(
    "cancer pneumonia covid-19 coronavirus illness disease stroke aged natural complications heart "
    "leukemia dementia kidney virus infection"
)
"""Causes of one person's natural death."""
_SOLDIERS: Final = words("men soldiers troops fighters servicemen marines guards")
_FALLEN: Final = _SOLDIERS | words(
    "sons comrades officers policemen guardsmen conscripts volunteers servicewomen rebels "
    "militants militiamen defenders"
)
_NO_DEATH: Final = words(
    "to from by behind short below ill sick off out under back asleep silent over down short into "
    "away apart through prey foul"
)
"""Behind "fell", what makes it no death in battle."""
_FIGURATIVE: Final = words(
    "off zone box switch joke himself herself themselves itself myself oneself yourself"
)
_DISEASE: Final = words(
    "measles covid-19 coronavirus virus cholera flu influenza outbreak cases pandemic"
)
_TO_HOSPITAL: Final = ("hospital", "hospitals", "clinics")
_BODIES: Final = words("bodies corpses remains deceased dead")
_WOUNDS: Final = words(
    "wounds wound injuries injury burns gunshot smoke inhalation shock fractures cuts gas bruises "
    "wounded injured hurt concussion shrapnel blast crash attack shooting clashes"
)
_LOST: Final = words(
    "missing sank sunk capsized avalanche landslide mudslide rubble collapsed collapse swept "
    "disappeared vanished overturned debris survivors buried lost shipwreck down ashore trapped"
)
_WATERS: Final = words(
    "flood floods flooding floodwaters river rivers water waters wave waves mud mudslide landslide "
    "avalanche current currents tsunami torrent rain rains storm cyclone typhoon"
)
_THINGS: Final = words(
    "pride bill deal talks plan hopes dream career idea project show conversation chances "
    "momentum time "
    "proposal negotiations engine lights power"
)


def is_either(situation: Situation) -> bool:
    """As in "300 were killed or wounded": one count of both."""
    after = situation.after(2)
    return situation.cue.subtype is Subtype.KILLED and after[:1] == ["or"] and after[1] in _OTHERS


def is_harm(situation: Situation) -> bool:
    """Whether people were killed, injured or lost, and the text says so as an event."""
    if situation.before(2)[-1:] == ["or"] and situation.before(2)[0] in {"killed", "dead"}:
        return False  # counted with those killed
    figures = situation.figures()
    if figures and not any(counts_people(figure) for figure in figures):
        return False
    if figures and figures[0].noun in {None, "more"} and _tells_of_animals(situation):
        return False
    if not figures and {"%", "percent", "cent"} & set(situation.words(situation.theme)):
        return False
    cue = situation.cue
    if cue.bearer is Bearer.OBJECT:
        return _of_verb(situation)
    if cue.bearer is Bearer.SUBJECT:
        return _of_death(situation)
    if cue.bearer is Bearer.STATE:
        return _of_state(situation)
    return counts_dead(situation)


def _of_verb(situation: Situation) -> bool:
    lemma = situation.cue.lemma
    after = situation.after(1)
    if after and after[0] in _FIGURATIVE:
        return bool(situation.figures()) and after[0].endswith(
            ("self", "selves")
        )  # "himself and 9"
    if situation.is_attributive():
        return bool(situation.figures())
    if lemma in _AMBIGUOUS:
        return _AMBIGUOUS[lemma](situation)
    if lemma.startswith("hospitali") or lemma.endswith(_TO_HOSPITAL):
        return _is_taken_in(situation)
    return bool(situation.figures()) or _is_done_to(situation)


def _is_done_to(situation: Situation) -> bool:
    """Whether it is done to somebody, by a noun for people or by name."""
    theme = situation.words(situation.theme)
    if any(word in _THINGS for word in theme):
        return False
    if names_people(theme):
        return True
    passive = situation.group is not None and situation.group.voice is Voice.PASSIVE
    return situation.has_name(situation.theme) and (
        passive or situation.cue.subtype is Subtype.KILLED
    )


def _is_taken_in(situation: Situation) -> bool:
    """Whether people are taken to hospital, hurt and not ill."""
    if {token.lower for token in situation.tokens} & _DISEASE:
        return False
    several = names_crowd(situation.words(situation.theme)) and " " not in situation.cue.lemma
    return bool(situation.figures()) or several


def _is_lost_in_battle(situation: Situation) -> bool:
    return any(figure.noun in _SOLDIERS for figure in situation.figures())


def _is_treated(situation: Situation) -> bool:
    """As in "doctors treated 47 people for gunshot wounds"."""
    around = {token.lower for token in situation.tokens}
    return bool(situation.figures()) and bool(around & _WOUNDS) and not around & _DISEASE


def _is_sought(situation: Situation) -> bool:
    """As in "the search for 18 sailors whose ship sank"; not "the hunt for three gunmen"."""
    around = {token.lower for token in situation.tokens}
    return bool(situation.figures()) and bool(around & _LOST)


def _is_swept_away(situation: Situation) -> bool:
    """As in "20 villagers were swept away by the flood"; not "swept away 20 opponents"."""
    around = {token.lower for token in situation.tokens}
    done_to = situation.group is not None and situation.group.voice is Voice.PASSIVE
    return done_to and bool(situation.figures()) and bool(around & _WATERS)


def _is_counted_victim(situation: Situation) -> bool:
    figures = situation.figures()
    return bool(figures) and figures[0].unit is not None


_AMBIGUOUS: Final[dict[str, Callable[[Situation], bool]]] = {
    "lose": _is_lost_in_battle,
    "treat": _is_treated,
    **dict.fromkeys(
        ("search for", "look for", "hunt for", "scour for", "lose contact with"), _is_sought
    ),
    **dict.fromkeys(("sweep away", "swallow up"), _is_swept_away),
    **dict.fromkeys(
        ("cut down", "wipe out", "hang", "blow up", "neutralize", "neutralise", "eliminate",
         "burn", "scald", "butcher", "martyr"),
        _is_counted_victim,
    ),
}  # fmt: skip
"""Verbs that say so little of harm that each asks its own evidence."""


def _fell(situation: Situation) -> bool:
    """As in "thirteen of its soldiers have fallen in a week"; not "fell to 200", "fell ill"."""
    figures, theme = situation.figures(), situation.words(situation.theme)
    after = situation.after(2)
    if not figures or _NO_DEATH & set(after[:1]) or "%" in after:
        return False
    fighters = figures[0].noun in _FALLEN or bool(_FALLEN & set(theme))
    bare = figures[0].noun is None and names_force(one.lower for one in situation.tokens)
    return (fighters or bare) and (figures[0].quantity.figure or 0) > 1


def _of_death(situation: Situation) -> bool:
    figures = situation.figures()
    if situation.cue.lemma == "fall":
        return _fell(situation)
    if situation.cue.subtype is Subtype.INJURED:
        return bool(figures) and not {one.lower for one in situation.tokens} & _DISEASE
    theme = situation.words(situation.theme)
    if figures and (figures[0].quantity.figure or 0) > 1:
        return True
    if names_crowd(theme) and not figures:
        return True
    around = {token.lower for token in situation.tokens}
    if around & _ILLNESS:
        return False
    return bool(around & _CAUSES) and (bool(figures) or names_people(theme))


def _hurting(situation: Situation) -> frozenset[str]:
    """Return the words that make people in hospital victims and no patients."""
    critical = situation.cue.lemma == "in critical condition"
    return _WOUNDS if critical else _WOUNDS | _CAUSES | {"dead", "killed", "arson", "rubble"}


def _of_state(situation: Situation) -> bool:
    after = situation.after(1)
    if situation.cue.subtype is Subtype.INJURED:
        around = {token.lower for token in situation.tokens}
        return (
            bool(situation.figures())
            and not around & _DISEASE
            and bool(around & _hurting(situation))
        )
    found_dead = _BODIES & set(situation.words(situation.theme))
    if situation.cue.subtype is Subtype.MISSING and found_dead:
        return False
    if after and after[0] in {"end", "heat", "sea", "zone", "line", "letter", "from", "out"}:
        return False
    figures = situation.figures()
    if figures:
        noun_at = figures[0].noun_start
        end = situation.tokens[situation.cue.end - 1].end
        attributive = noun_at is not None and noun_at >= end
        if situation.cue.subtype is not Subtype.MISSING and attributive:
            return False
        return not _before_noun(situation)
    group = situation.group
    if group is None or group.start == group.at:
        return False
    theme = situation.words(situation.theme)
    return (names_crowd(theme) and "no" not in theme) or "others" in theme


def _before_noun(situation: Situation) -> bool:
    """As in "the twelve with the dead jackal": an adjective of something else."""
    before = situation.before(1)
    after = situation.after(1)
    if not before or before[0] not in grammar.DETERMINERS:
        return False
    return bool(after) and after[0].isalpha() and after[0] not in grammar.PREPOSITIONS


def _tells_of_animals(situation: Situation) -> bool:
    """As in "140 dolphins were stranded, with 60 confirmed dead": a bare count of the animals."""
    return any(
        token.figure is not None and token.figure.noun in _ANIMALS for token in situation.tokens
    )
