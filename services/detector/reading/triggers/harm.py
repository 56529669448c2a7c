"""Triggers of casualties: killed, injured, missing."""

from typing import Final

from schemas.vocabulary import EventType, Subtype
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.trigger import Needs, Tells, Trigger, crossed


def _harmed(subtype: Subtype | None, bearer: Bearer) -> Tells:
    return Tells(EventType.CASUALTIES, subtype, bearer)


_KILLED, _INJURED, _MISSING = Subtype.KILLED, Subtype.INJURED, Subtype.MISSING

_TO_HOSPITAL: Final = (
    "to hospital|to hospitals|to the hospital|to a hospital|in hospital|to local hospitals|"
    "to area hospitals|to nearby hospitals|to clinics|into hospital"
)
TO_THEIR_DEATHS: Final = (
    crossed(
        "plunge|fall|leap|jump|tumble|slip|hurtle|plummet",
        "to their deaths|to their death|to his death|to her death",
    )
    + "|meet their end|come to their deaths|breathe their last"
)
"""Falls that nobody survives."""
SENT_TO_DEATH: Final = crossed("sweep|send|hurl|drag|fling", "to their deaths|to their death") + (
    "|put to the sword"
)
TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_harmed(_KILLED, Bearer.OBJECT).verbs(
        "kill|slay|murder|assassinate|massacre|execute|behead|lynch|electrocute|slaughter|"
        "gun down|"
        "claim the lives of|take the lives of|cost the lives of|mow down|asphyxiate|lose|"
        "butcher|decapitate|bury alive|burn alive|martyr"
    ),
    *_harmed(_KILLED, Bearer.OBJECT).verbs(
        "cut down|wipe out|hang|blow up|neutralize|neutralise|eliminate", needs=Needs.NUMBER
    ),
    *_harmed(_KILLED, Bearer.OBJECT).verbs(
        "shoot dead|shoot to death|beat to death|stab to death|burn to death|hack to death|"
        "crush to death|trample to death|bludgeon to death|choke to death|put to death|"
        "knife to death|"
        "club to death|burn alive|bury alive|shoot fatally",
        gap=8,
    ),
    *_harmed(_KILLED, Bearer.OBJECT).words(
        "fatally shot|fatally stabbed|fatally shoots|fatally stabs|fatally shooting| "
        "stabbing|fatally struck|fatally injured|fatally wounded|mortally wounded"
    ),
    *_harmed(_KILLED, Bearer.SUBJECT).verbs(
        "die|perish|drown|lose their lives|lose his life|lose her life|starve to death|"
        "freeze to death|bleed to death|suffocate|succumb|lose lives|meet their deaths|"
        "meet their death|give their lives|burn to death|fall to their deaths|choke to death|"
        "pay with their lives|asphyxiate"
    ),
    *_harmed(_KILLED, Bearer.SUBJECT).verbs(TO_THEIR_DEATHS),
    *_harmed(_KILLED, Bearer.SUBJECT).words(
        "did not survive|not survived|did not live|did not make it out alive", needs=Needs.NUMBER
    ),
    *_harmed(_KILLED, Bearer.OBJECT).verbs(SENT_TO_DEATH, gap=8),
    *_harmed(_KILLED, Bearer.OBJECT).verbs("slit the throats of"),
    *_harmed(_KILLED, Bearer.SUBJECT).verbs("fall", needs=Needs.NUMBER),
    *_harmed(_KILLED, Bearer.STATE).words("dead|deceased|lifeless"),
    *_harmed(_KILLED, Bearer.NOUN).words(
        "death|deaths|fatality|fatalities|killing|killings|murder|murders|assassination|"
        " massacre| "
        "bodies|lives|life|execution|executions|corpses|martyrs"
    ),
    *_harmed(_KILLED, Bearer.TOLL).words(
        "death toll|toll|death count|number of dead|number deaths|number people killed| number "
        "fatalities|number killed|number of deaths|number of fatalities|death tally|tally of dead|"
        "tally of deaths|tally of the dead|toll of dead|body count|fatality count|"
        "number of the dead|number of people dead|number of confirmed dead|number of victims"
    ),
    *_harmed(_INJURED, Bearer.OBJECT).verbs(
        "injure|wound|hurt|maim|hospitalize|hospitalise|concuss"
    ),
    *_harmed(_INJURED, Bearer.OBJECT).verbs("treat|scald|burn", needs=Needs.NUMBER),
    *_harmed(_INJURED, Bearer.OBJECT).verbs(
        crossed("send|rush|take|bring|carry|airlift|put|land|ferry|admit", _TO_HOSPITAL),
        gap=8,
        needs=Needs.NUMBER,
    ),
    *_harmed(_INJURED, Bearer.OBJECT).verbs("bruise|fell|beat up|graze", needs=Needs.NUMBER),
    *_harmed(_INJURED, Bearer.SUBJECT).verbs(
        "nurse burns|nurse injuries|nurse wounds|go to hospital|go to the hospital|"
        "end up in hospital|land in hospital|be in hospital|limp away|break bones|lose limbs",
        needs=Needs.NUMBER,
    ),
    *_harmed(_INJURED, Bearer.STATE).words(
        "in the burns ward|in the burns unit|in a burns unit|"
        "in hospital|in intensive care|in critical condition|with broken bones|with burns|"
        "with injuries|with wounds|"
        "with gunshot wounds",
        needs=Needs.NUMBER,
    ),
    *_harmed(_INJURED, Bearer.SUBJECT).verbs(
        crossed(
            "suffer|sustain|receive",
            "injuries|burns|wounds|fractures|cuts|smoke inhalation|broken bones|concussion",
        )
        + "|"
        + crossed("need|require|receive", "treatment|hospital treatment|medical treatment"),
        gap=4,
        needs=Needs.NUMBER,
    ),
    *_harmed(_INJURED, Bearer.NOUN).words("injury|injuries|wounded"),
    *_harmed(_INJURED, Bearer.TOLL).words("number of injured|number people wounded|injury toll"),
    *_harmed(_INJURED, Bearer.LABEL).words("injured|wounded|hospitalised|hospitalized|hurt"),
    *_harmed(_KILLED, Bearer.LABEL).words("killed|drowned|fatal"),
    *_harmed(_MISSING, Bearer.STATE).words(
        "under the rubble|beneath the rubble|under rubble|under the debris|not been found|"
        "not be found|cannot be found|not been heard from|not been seen since|"
        "yet to be accounted for|under the mud|beneath the mud|under the snow|under the landslide|"
        "beneath the debris|yet to be found|still to be found|nowhere to be found|"
        "not accounted for",
        needs=Needs.NUMBER,
    ),
    *_harmed(_MISSING, Bearer.STATE).words("missing|unaccounted for|lost at sea|untraced"),
    *_harmed(_MISSING, Bearer.SUBJECT).verbs("disappear|go missing|vanish"),
    *_harmed(_MISSING, Bearer.OBJECT).verbs(
        "search for|look for|hunt for|scour for|lose contact with|sweep away|swallow up",
        needs=Needs.NUMBER,
    ),
    *_harmed(None, Bearer.NOUN).words("casualties"),
    *_harmed(None, Bearer.TOLL).words("number of casualties|total casualties|casualty toll"),
)
