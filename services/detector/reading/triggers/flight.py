"""Triggers of people who move: across a border, from home, out of danger."""

from typing import Final

from schemas.vocabulary import EventType
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.trigger import Tells, Trigger


def _moved(event_type: EventType, bearer: Bearer) -> Tells:
    return Tells(event_type, None, bearer)


TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_moved(EventType.BORDER_CROSSING, Bearer.SUBJECT).verbs(
        "cross|enter|flee|pour into|pour across|pour over|stream into|stream across|flood into|"
        "flood across|arrive in|arrive from|arrive at|seek refuge in|take refuge in|"
        "find refuge in|"
        "seek asylum in|walk into|walk across|move into|come across|come over|come through|"
        "come from|escape to|escape into|spill into|spill across|slip across|slip into|return to|"
        "return from|reach|get across|pass into|advance into|push into|land on|land in|"
        "land at|stray into|wade across|surge across|surge into|roll across|roll into|"
        "march into|march across|drive across|swim across|make it across|travel into"
    ),
    *_moved(EventType.BORDER_CROSSING, Bearer.NOUN).words(
        "arrivals|entries|crossings|influx|crossing"
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.OBJECT).verbs(
        "lodge in|house in|accommodate in|displace|uproot|evict|drive from|force from|"
        "drive out of|force out of|dislodge"
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.OBJECT).verbs(
        "drive from their homes|force from their homes|force out of their homes|"
        "drive out of their homes",
        gap=8,
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.SUBJECT).verbs(
        "flee|lose their homes|leave their homes|abandon their homes|take shelter in|"
        "take refuge in|seek shelter in|shelter in|seek shelter|take shelter|seek refuge|"
        "bed down in|camp in|sleep in|live in"
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.STATE).words("homeless|without a roof|without shelter"),
    *_moved(EventType.DISPLACEMENT, Bearer.TOLL).words(
        "number of displaced|number people displaced|displaced population|number idps"
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.NOUN).words("displacement|displacements|exodus|idps"),
    *_moved(EventType.EVACUATION, Bearer.OBJECT).verbs("evacuate|airlift|relocate"),
    *_moved(EventType.EVACUATION, Bearer.OBJECT).verbs(
        "move to emergency shelters|move to temporary shelters|move to evacuation centres|"
        "move to evacuation centers|move to higher ground|move to safety|bring to safety|"
        "take to safety|order to leave|tell to leave|tell to go|"
        "advise to leave|urge to leave|ask to leave|move to shelters|take to shelters",
        gap=8,
    ),
    *_moved(EventType.EVACUATION, Bearer.NOUN).words(
        "evacuation|evacuations|airlift|evacuation order|evacuation orders|evacuation warning| "
        "evacuation warnings|evacuation notices"
    ),
)
