"""Triggers of people whom others move: out of danger, under a roof, out of their homes."""

from typing import Final

from schemas.vocabulary import EventType
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.trigger import Needs, Tells, Trigger, crossed


def _told(event_type: EventType, bearer: Bearer) -> Tells:
    return Tells(event_type, None, bearer)


CONVEYED: Final = (
    "take|move|bring|carry|lead|escort|fly|truck|bus|ferry|ship|drive|transfer|transport|convoy|"
    "shepherd|bundle|herd|remove|lift|usher|whisk|winch|pluck|guide|extract|extricate|"
    "spirit|pull"
)
"""What those do who take people somewhere, and much else."""
SENT_AWAY: Final = crossed(
    "order|tell|advise|instruct|direct|ask|urge|warn|command",
    "to relocate|to be out|to pack|to clear out|to move away|to be ready to go|"
    "to be ready to leave",
)
EMPTIED: Final = "vacate|empty|clear"
"""What is done to a village when its people are moved out."""
GIVEN_A_ROOF: Final = "house|shelter|host|accommodate|put up"
THROWN_OUT: Final = crossed("chuck|turf|throw|kick|boot|turn|put|force|drive|smoke", "out|out of")

TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_told(EventType.EVACUATION, Bearer.OBJECT).verbs(CONVEYED, needs=Needs.NUMBER),
    *_told(EventType.EVACUATION, Bearer.OBJECT).verbs(SENT_AWAY, gap=14, needs=Needs.NUMBER),
    *_told(EventType.EVACUATION, Bearer.OBJECT).verbs(EMPTIED, needs=Needs.NUMBER),
    *_told(EventType.EVACUATION, Bearer.NOUN).words("evacuees", needs=Needs.NUMBER),
    *_told(EventType.DISPLACEMENT, Bearer.OBJECT).verbs(GIVEN_A_ROOF, needs=Needs.NUMBER),
    *_told(EventType.DISPLACEMENT, Bearer.OBJECT).verbs(THROWN_OUT, gap=8, needs=Needs.NUMBER),
)
