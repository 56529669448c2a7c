"""Triggers of people who are taken somewhere by others: out of danger, under a roof, out of home."""

from typing import Final

from schemas.vocabulary import EventType
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.trigger import Tells, Trigger, crossed


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
    "to relocate|to be out|to pack|to clear out|to move away|to be ready to go|to be ready to leave",
)
EMPTIED: Final = "vacate|empty|clear"
"""What is done to a village when its people are moved out."""
GIVEN_A_ROOF: Final = "house|shelter|host|accommodate|put up"
THROWN_OUT: Final = crossed("chuck|turf|throw|kick|boot|turn|put|force|drive|smoke", "out|out of")

TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_told(EventType.EVACUATION, Bearer.OBJECT).verbs(CONVEYED, counted=True),
    *_told(EventType.EVACUATION, Bearer.OBJECT).verbs(SENT_AWAY, gap=14, counted=True),
    *_told(EventType.EVACUATION, Bearer.OBJECT).verbs(EMPTIED, counted=True),
    *_told(EventType.EVACUATION, Bearer.NOUN).words("evacuees", counted=True),
    *_told(EventType.DISPLACEMENT, Bearer.OBJECT).verbs(GIVEN_A_ROOF, counted=True),
    *_told(EventType.DISPLACEMENT, Bearer.OBJECT).verbs(THROWN_OUT, gap=8, counted=True),
)
