"""Triggers of people whom others move: out of danger, under a roof, out of their homes."""

from typing import Final

from schemas.vocabulary import EventType
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.trigger import Needs, Tells, Trigger, crossed
from services.detector.reading.words.verb_forms import Form
from services.detector.reading.words.wordlist import words


def _told(event_type: EventType, bearer: Bearer) -> Tells:
    return Tells(event_type, None, bearer)


CONVEYED: Final = (
    "take|move|bring|help|lead|escort|fly|truck|bus|ferry|ship|set|get|transfer|transport|convoy|"
    "shepherd|bundle|herd|remove|lift|usher|whisk|winch|pluck|guide|extract|extricate|"
    "spirit|pull|clear|rush|carry"
)
"""What those do who take people somewhere, and much else."""
SENT_AWAY: Final = crossed(
    "order|tell|advise|instruct|direct|ask|urge|warn|command",
    "to come down|to move inland|to get away|"
    "to relocate|to be out|to pack|to clear out|to move away|to be ready to go|"
    "to be ready to leave",
)
EMPTIED: Final = "vacate|empty|clear"
"""What is done to a village when its people are moved out."""
LEFT_AS_TOLD: Final = crossed(
    "leave|move out|move|go up|go|walk out|march out|climb",
    "under orders|on orders|on the order of|on the orders of|as a precaution|on official advice|"
    "on the advice of|after a warning|after warnings|after an order",
)
MUST_BE_MOVED: Final = crossed(
    "have to be|need to be", "moved|relocated|taken out|brought out|moved out"
)
UNDER_A_ROOF: Final = (
    "in schools|in school buildings|in halls|in churches|in mosques|in barns|in stadiums|in gyms|"
    "in the open|under trees|under the open sky|under plastic|under plastic sheets|"
    "under tarpaulins|on the road|on the roads|with relatives|with host families|with neighbours|"
    "in public buildings|in makeshift shelters|in community halls|in town halls|on higher ground|"
    "on rooftops"
)
"""Where people are who had to leave home, and others too."""
GIVEN_A_ROOF: Final = "house|shelter|host|accommodate|put up"
THROWN_OUT: Final = crossed("chuck|turf|throw|kick|boot|turn|put|force|drive|smoke", "out|out of")

_THINGS: Final = words(
    "lead move escort truck bus ferry ship drive transfer transport convoy lift coach house "
    "shelter host guide bring take carry"
)
"""Verbs whose plain form is a noun, or so frequent that it would tell little."""


def _done(triggers: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    """Leave out the plain form of verbs that are nouns too: a bus line moves nobody out."""
    told = Form.PAST | Form.PARTICIPLE | Form.ING
    return tuple(one for one in triggers if one.lemma not in _THINGS or one.form & told)


TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_done(_told(EventType.EVACUATION, Bearer.OBJECT).verbs(CONVEYED, needs=Needs.NUMBER)),
    *_told(EventType.EVACUATION, Bearer.OBJECT).verbs(SENT_AWAY, gap=14, needs=Needs.NUMBER),
    *_told(EventType.EVACUATION, Bearer.OBJECT).verbs(EMPTIED, needs=Needs.NUMBER),
    *_told(EventType.EVACUATION, Bearer.SUBJECT).verbs(LEFT_AS_TOLD, gap=8, needs=Needs.NUMBER),
    *_told(EventType.DISPLACEMENT, Bearer.STATE).words(UNDER_A_ROOF, needs=Needs.NUMBER),
    *_told(EventType.EVACUATION, Bearer.NOUN).words("evacuees", needs=Needs.NUMBER),
    *_told(EventType.EVACUATION, Bearer.SUBJECT).verbs(MUST_BE_MOVED, needs=Needs.NUMBER),
    *_done(_told(EventType.DISPLACEMENT, Bearer.OBJECT).verbs(GIVEN_A_ROOF, needs=Needs.NUMBER)),
    *_told(EventType.DISPLACEMENT, Bearer.OBJECT).verbs(THROWN_OUT, gap=8, needs=Needs.NUMBER),
)
