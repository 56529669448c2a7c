"""Triggers of people who move: across a border, from home, out of danger."""

from typing import Final

from schemas.vocabulary import EventType
from services.detector.reading.cue import Bearer
from services.detector.reading.trigger import Tells, Trigger


def _tells(event_type: EventType, bearer: Bearer) -> Tells:
    return Tells(event_type, None, bearer)


TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_tells(EventType.BORDER_CROSSING, Bearer.SUBJECT).verbs(
        (
            "cross",
            "enter",
            "flee",
            "pour into",
            "pour across",
            "pour over",
            "stream into",
            "stream across",
            "flood into",
            "flood across",
            "arrive in",
            "arrive from",
            "arrive at",
            "seek refuge in",
            "take refuge in",
            "seek asylum in",
            "walk into",
            "walk across",
            "move into",
            "come across",
            "come over",
            "come through",
            "escape to",
            "escape into",
            "spill into",
            "spill across",
            "slip across",
            "slip into",
            "return to",
            "reach",
        )
    ),
    *_tells(EventType.BORDER_CROSSING, Bearer.NOUN).words(
        ("arrivals", "entries", "crossings", "influx")
    ),
    *_tells(EventType.DISPLACEMENT, Bearer.OBJECT).verbs(
        ("displace", "uproot", "evict", "drive from", "force from", "drive out of", "force out of")
    ),
    *_tells(EventType.DISPLACEMENT, Bearer.SUBJECT).verbs(
        (
            "flee",
            "lose their homes",
            "leave their homes",
            "abandon their homes",
            "take shelter in",
            "take refuge in",
            "seek shelter in",
            "shelter in",
        )
    ),
    *_tells(EventType.DISPLACEMENT, Bearer.STATE).words(("homeless",)),
    *_tells(EventType.DISPLACEMENT, Bearer.NOUN).words(
        ("displacement", "displacements", "exodus", "idps")
    ),
    *_tells(EventType.EVACUATION, Bearer.OBJECT).verbs(("evacuate", "airlift", "relocate")),
    *_tells(EventType.EVACUATION, Bearer.OBJECT).verbs(
        (
            "move to safety",
            "bring to safety",
            "take to safety",
            "order to leave",
            "tell to leave",
            "tell to go",
            "advise to leave",
            "urge to leave",
        ),
        gap=8,
    ),
    *_tells(EventType.EVACUATION, Bearer.NOUN).words(
        (
            "evacuation",
            "evacuations",
            "airlift",
            "evacuation order",
            "evacuation orders",
            "evacuation warning",
            "evacuation warnings",
        )
    ),
)
