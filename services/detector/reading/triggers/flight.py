"""Triggers of people who move: across a border, from home, out of danger."""

from typing import Final

from schemas.vocabulary import EventType
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.trigger import Needs, Tells, Trigger, crossed


def _moved(event_type: EventType, bearer: Bearer) -> Tells:
    return Tells(event_type, None, bearer)


_OUT: Final = (
    "from their homes|out of their homes|from their villages|out of their villages|"
    "from their houses|from their land|from their lands|off their land|from home"
)
TAKEN_TO_SAFETY: Final = crossed(
    "move|bring|take|ferry|carry|lead|escort|bus|winch|airlift|guide|ship",
    "to safety|to higher ground|to safer ground|to safer areas|to safe areas|to shelters|"
    "to shelter|"
    "to emergency shelters|to temporary shelters|to evacuation centres|to evacuation centers|"
    "out of danger|out of harm's way",
)
TOLD_TO_GO: Final = crossed(
    "order|tell|advise|urge|ask|instruct|direct|warn",
    "to leave|to go|to get out|to evacuate|to flee|out of their homes|to vacate|to move out|"
    "to quit their homes|to abandon their homes|to seek higher ground|to move to higher ground|"
    "to come down|to move inland|"
    "to get away",
)
TAKEN_AWAY: Final = crossed(
    "fly|bring|bus|ship|ferry|move|lead|escort|take|drive", "out of|off the|off"
)
MOTION: Final = (
    "pour|stream|flood|spill|slip|walk|come|get|stray|wade|surge|roll|march|drive|swim|travel|row|"
    "trek|flow|stagger|trudge|sneak|steal|trickle|escape|make it|make their way|find their way|"
    "head|hike|sail|paddle|file|swarm|wander|creep|ride|rush|run|drift|filter|hurry|break|dash|"
    "scramble|push|jump|climb|clamber|crawl|race|scurry|hobble|limp|plod|tramp|stumble|struggle|"
    "cycle|fly|motor|cross back|migrate|journey|straggle|plunge|storm|slog|squeeze|burst|go|pass|"
    "move|press|advance|flee|melt|flock|paddle|parachute"
)
"""The verbs of motion that news has people use."""
FLOWS: Final = crossed(
    MOTION,
    "into|across|over|over into|home across|home over|home into|home through|home to|back into|"
    "back across|back over|back to|over the|through|in from|"
    "over from|inside",
)
"""People in motion towards somewhere: a crossing where that is a border or a country."""
BARE: Final = "pass|wade|walk|swim|come|go|file|flow|ford|transit|row|trek|return|leave"
"""The plainest of these: a crossing where a border is named beside."""
ARRIVALS: Final = (
    "arrive in|arrive from|arrive at|arrive into|reach|land on|land in|land at|"
    "come ashore in|turn up in|disembark in|disembark at|arrive on"
)
"""People who come to a place: a crossing where it is a country, or they are migrants."""
ON_FOOT: Final = crossed(
    "trek|walk|trudge|stream|flock|run|escape|crowd|cram|squeeze|pack|pile", "to|into"
)
"""How people come to a camp or a shelter who had to leave home."""
REFUGE: Final = (
    "seek refuge in|take refuge in|find refuge in|seek asylum in|seek safety in|find safety in|"
    "seek shelter in|find shelter in|seek protection in|seek sanctuary in|find sanctuary in|"
    "apply for asylum in|cross back from|ask for asylum|request asylum|claim asylum|"
    "apply for asylum|seek asylum"
)

TAKEN_OVER: Final = (
    crossed(
        "ferry|carry|row|smuggle|bus|truck|escort|guide|lead|float|paddle|march|shepherd|herd|wave|"
        "boat|spirit|chase",
        "across|over",
    )
    + "|"
    + crossed("ferry|smuggle|bus|truck|row|wave|float", "into")
)
"""People whom others take over a border."""
LET_IN: Final = "let in|wave in|wave through|let through"
"""What a country does to those who stand at its border."""
BEYOND: Final = (
    "on the other side of the border|on the far side of the border|on the safe side of the border|"
    "safely across the border|now across the border|safely over the border|now over the border"
)
"""Where people are who have crossed."""
INROADS: Final = "incursion|incursions|foray|inroad|inflow|infiltration"
"""Nouns that say of themselves that a border was crossed."""
PASSAGES: Final = "exodus|flight|arrival|passage|entry|return|repatriation"
"""Nouns of motion: a crossing where what follows is another country."""

TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_moved(EventType.BORDER_CROSSING, Bearer.OBJECT).verbs(TAKEN_OVER, gap=6, needs=Needs.NUMBER),
    *_moved(EventType.BORDER_CROSSING, Bearer.OBJECT).verbs(LET_IN, needs=Needs.NUMBER),
    *_moved(EventType.BORDER_CROSSING, Bearer.STATE).words(BEYOND, needs=Needs.NUMBER),
    *_moved(EventType.BORDER_CROSSING, Bearer.NOUN).words(
        f"{INROADS}|{PASSAGES}", needs=Needs.NUMBER
    ),
    *_moved(EventType.BORDER_CROSSING, Bearer.SUBJECT).verbs(FLOWS, needs=Needs.NUMBER),
    *_moved(EventType.BORDER_CROSSING, Bearer.SUBJECT).verbs(BARE, needs=Needs.NUMBER),
    *_moved(EventType.BORDER_CROSSING, Bearer.SUBJECT).verbs(ARRIVALS, needs=Needs.NUMBER),
    *_moved(EventType.BORDER_CROSSING, Bearer.SUBJECT).verbs(REFUGE, needs=Needs.NUMBER),
    *_moved(EventType.BORDER_CROSSING, Bearer.SUBJECT).verbs(
        "cross|enter|flee|walk to|come from|go to|come in|get in|"
        "return to|return from|return home from|ford|make it to|cross over|re-enter|"
        "go back to|escape to|flee to|travel to|migrate to|invade|"
        "leave for|flee from",
        needs=Needs.NUMBER,
    ),
    *_moved(EventType.BORDER_CROSSING, Bearer.OBJECT).verbs(
        "send back across|smuggle into|smuggle across|ferry across|bus across|deport to|"
        "expel to|push back into|drive across the border|expel into|repatriate from|bring across|"
        "repatriate to|escort across|smuggle over|let into|admit to|allow into",
        gap=6,
        needs=Needs.NUMBER,
    ),
    *_moved(EventType.BORDER_CROSSING, Bearer.NOUN).words(
        "arrivals|entries|crossings|influx|crossing", needs=Needs.NUMBER
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.OBJECT).verbs(
        "lodge in|house in|accommodate in|billet in|displace|uproot|evict|drive from|force from|"
        "drive out of|force out of|dislodge"
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.OBJECT).verbs(
        "drive from|force from|chase from", gap=6, needs=Needs.NUMBER
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.OBJECT).verbs(
        crossed("drive|force|chase|hound|push|bomb|burn|shell|flood|throw|turn|smoke", _OUT),
        gap=8,
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.SUBJECT).verbs(
        "flee|lose their homes|leave their homes|abandon their homes|take shelter in|"
        "take refuge in|seek shelter in|shelter in|seek shelter|take shelter|seek refuge|"
        "bed down in|camp in|sleep in|live in|stay in|sleep in the open|take to the roads|"
        "take to the road|take the roads|leave their houses|leave their villages|"
        "abandon their villages|abandon their houses|flee their homes|have no home to go to|"
        "lose the roof over their heads|run for their lives|move in with relatives|"
        "move in with host families|stay with relatives|stay with host families|"
        "live with host families|live with relatives|seek safety|seek sanctuary|find refuge|"
        "find shelter|take sanctuary|spend the night in the open|live in tents|"
        "pack into schools|crowd into schools|crowd into camps|arrive at displacement sites|"
        "leave everything behind|leave the area|leave the town|leave the village|"
        "flee the fighting|abandon their farms|hide in the bush|hide in the forest|"
        "hide in forests|camp on|camp along|sleep on|sleep under|settle in camps|remain displaced"
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.OBJECT).verbs(
        "leave without a home|leave without a roof|leave without shelter|leave without homes|"
        "force to leave|compel to leave|oblige to leave|"
        "force to move|send fleeing|put to flight|make homeless|render homeless",
        gap=8,
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.STATE).words(
        "homeless|without a roof|without shelter|without a home|without homes|on the move|"
        "newly displaced|internally displaced|in displacement|out of their homes"
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.STATE).words(
        "in shelters|in camps|in tents|in temporary shelters|in evacuation centres|"
        "in evacuation centers|in relief camps|in collective shelters|in displacement camps|"
        "in emergency shelters|in makeshift camps|in makeshift shelters|in host families",
        needs=Needs.NUMBER,
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.LABEL).words(
        "sheltered|idp|displaced|evacuees|population movement|population movements|"
        "idp arrivals|inside evacuation centres|inside evacuation centers"
    ),
    *_moved(EventType.BORDER_CROSSING, Bearer.LABEL).words(
        "refugees|returnees|asylum seekers|new arrivals|refugee arrivals"
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.TOLL).words(
        "number of displaced|number people displaced|displaced population|number idps|"
        "number of idps|number of homeless|number of internally displaced|"
        "number of people displaced"
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.NOUN).words("displacement|displacements|exodus|idps"),
    *_moved(EventType.EVACUATION, Bearer.OBJECT).verbs("evacuate|airlift|relocate|re-evacuate"),
    *_moved(EventType.EVACUATION, Bearer.OBJECT).verbs(
        f"{TAKEN_TO_SAFETY}|{TAKEN_AWAY}",
        gap=8,
        needs=Needs.NUMBER,
    ),
    *_moved(EventType.EVACUATION, Bearer.OBJECT).verbs(TOLD_TO_GO, gap=14, needs=Needs.NUMBER),
    *_moved(EventType.EVACUATION, Bearer.OBJECT).verbs(
        "order out of|order off|tell to be out", gap=8, needs=Needs.NUMBER
    ),
    *_moved(EventType.EVACUATION, Bearer.OBJECT).verbs("order out", needs=Needs.NUMBER),
    *_moved(EventType.EVACUATION, Bearer.SUBJECT).verbs(
        "have to leave|have to go|have to move out|have to get out", needs=Needs.NUMBER
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.SUBJECT).verbs(
        "arrive in|arrive at|reach|move to|move towards|move toward|head for|head towards|"
        "leave for",
        needs=Needs.NUMBER,
    ),
    *_moved(EventType.DISPLACEMENT, Bearer.SUBJECT).verbs(ON_FOOT, gap=4, needs=Needs.NUMBER),
    *_moved(EventType.BORDER_CROSSING, Bearer.OBJECT).verbs(
        "register|record|count|log|receive|screen|process|biometrically register",
        needs=Needs.NUMBER,
    ),
    *_moved(EventType.EVACUATION, Bearer.NOUN).words("relocation", needs=Needs.NUMBER),
    *_moved(EventType.EVACUATION, Bearer.NOUN).words(
        "evacuation|evacuations|airlift|evacuation order|evacuation advisory|evacuation alert|"
        "evacuation alerts|evacuation notice|evacuation orders|evacuation warning| "
        "evacuation warnings|evacuation notices"
    ),
)
