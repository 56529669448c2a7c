"""Triggers of casualties: killed, injured, missing."""

from typing import Final

from schemas.vocabulary import EventType, Subtype
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.trigger import Tells, Trigger


def _harmed(subtype: Subtype | None, bearer: Bearer) -> Tells:
    return Tells(EventType.CASUALTIES, subtype, bearer)


_KILLED, _INJURED, _MISSING = Subtype.KILLED, Subtype.INJURED, Subtype.MISSING

TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_harmed(_KILLED, Bearer.OBJECT).verbs(
        "kill|slay|murder|assassinate|massacre|execute|behead|lynch|electrocute|slaughter|"
        "gun down|"
        "claim the lives of|take the lives of|cost the lives of|mow down|asphyxiate|lose"
    ),
    *_harmed(_KILLED, Bearer.OBJECT).verbs(
        "shoot dead|shoot to death|beat to death|stab to death|burn to death|hack to death|"
        "crush to death|trample to death",
        gap=8,
    ),
    *_harmed(_KILLED, Bearer.OBJECT).words(
        "fatally shot|fatally stabbed|fatally shoots|fatally stabs|fatally shooting| "
        "stabbing|fatally struck|fatally injured|fatally wounded|mortally wounded"
    ),
    *_harmed(_KILLED, Bearer.SUBJECT).verbs(
        "die|perish|drown|lose their lives|lose his life|lose her life|starve to death|"
        "freeze to death|bleed to death|suffocate|succumb"
    ),
    *_harmed(_KILLED, Bearer.STATE).words("dead|deceased"),
    *_harmed(_KILLED, Bearer.NOUN).words(
        "death|deaths|fatality|fatalities|killing|killings|murder|murders|assassination|"
        " massacre| "
        "bodies|lives|life|execution|executions|corpses|martyrs"
    ),
    *_harmed(_KILLED, Bearer.TOLL).words(
        "death toll|toll|death count|number of dead|number deaths|number people killed| number "
        "fatalities|number killed"
    ),
    *_harmed(_INJURED, Bearer.OBJECT).verbs("injure|wound|hurt|maim|hospitalize|hospitalise"),
    *_harmed(_INJURED, Bearer.SUBJECT).verbs(
        "suffer injuries|sustain injuries|suffer burns|suffer wounds", gap=4
    ),
    *_harmed(_INJURED, Bearer.NOUN).words("injury|injuries|wounded"),
    *_harmed(_INJURED, Bearer.TOLL).words("number of injured|number people wounded|injury toll"),
    *_harmed(_MISSING, Bearer.STATE).words("missing|unaccounted for"),
    *_harmed(_MISSING, Bearer.SUBJECT).verbs("disappear|go missing"),
    *_harmed(None, Bearer.NOUN).words("casualties"),
    *_harmed(None, Bearer.TOLL).words("number of casualties|total casualties|casualty toll"),
)
