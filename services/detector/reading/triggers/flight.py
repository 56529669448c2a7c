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
        "march into|march across|drive across|swim across|make it across|travel into|"
        "row across|trek across|trek over|stream over|walk over|walk to|roll over|ford|wade over|"
        "flow into|flow across|stagger across|trudge across|seek safety in|make it to|turn up in|"
        "come over from|come in from|escape across|sneak across|sneak into|trickle into"
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
        "bed down in|camp in|sleep in|live in|stay in|sleep in the open|take to the roads|"
        "take to the road|take the roads|leave their houses|leave their villages|"
        "abandon their villages|abandon their houses|flee their homes|have no home to go to|"
        "lose the roof over their heads"
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.OBJECT).verbs(
        "bomb out of their homes|burn out of their homes|shell out of their homes|"
        "flood out of their homes|chase from their homes|chase out of their homes|"
        "hound from their homes|leave without a home|leave without a roof|leave without shelter",
        gap=8,
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.STATE).words(
        "homeless|without a roof|without shelter|without a home|on the move"
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.TOLL).words(
        "number of displaced|number people displaced|displaced population|number idps"
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.NOUN).words("displacement|displacements|exodus|idps"),
    *_moved(EventType.EVACUATION, Bearer.OBJECT).verbs("evacuate|airlift|relocate"),
    *_moved(EventType.EVACUATION, Bearer.OBJECT).verbs(
        "move to emergency shelters|move to temporary shelters|move to evacuation centres|"
        "move to evacuation centers|move to higher ground|move to safety|bring to safety|"
        "take to safety|order to leave|tell to leave|tell to go|"
        "advise to leave|urge to leave|ask to leave|move to shelters|take to shelters|"
        "fly out of|bring out of|tell to get out|order to get out|order out of their homes|"
        "move out of the|ferry to safety",
        gap=8,
    ),
    *_moved(EventType.EVACUATION, Bearer.NOUN).words(
        "evacuation|evacuations|airlift|evacuation order|evacuation orders|evacuation warning| "
        "evacuation warnings|evacuation notices"
    ),
)
