"""Triggers of casualties: killed, injured, missing."""

from typing import Final

from schemas.vocabulary import EventType, Subtype
from services.detector.reading.cue import Bearer
from services.detector.reading.trigger import Tells, Trigger

_CASUALTIES: Final = EventType.CASUALTIES


def _tells(subtype: Subtype | None, bearer: Bearer) -> Tells:
    return Tells(_CASUALTIES, subtype, bearer)


_KILLED, _INJURED, _MISSING = Subtype.KILLED, Subtype.INJURED, Subtype.MISSING

TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_tells(_KILLED, Bearer.OBJECT).verbs(
        [
            "kill",
            "slay",
            "murder",
            "assassinate",
            "massacre",
            "execute",
            "behead",
            "lynch",
            "electrocute",
            "slaughter",
            "gun down",
            "claim the lives of",
            "take the lives of",
            "cost the lives of",
            "leave dead",
        ]
    ),
    *_tells(_KILLED, Bearer.OBJECT).verbs(
        (
            "shoot dead",
            "shoot to death",
            "beat to death",
            "stab to death",
            "burn to death",
            "hack to death",
            "crush to death",
            "trample to death",
        ),
        gap=8,
    ),
    *_tells(_KILLED, Bearer.OBJECT).words(
        (
            "fatally shot",
            "fatally stabbed",
            "fatally shoots",
            "fatally stabs",
            "fatally shooting",
            "fatally stabbing",
            "mortally wounded",
            "fatally wounded",
            "fatally struck",
        )
    ),
    *_tells(_KILLED, Bearer.SUBJECT).verbs(
        (
            "die",
            "perish",
            "drown",
            "lose their lives",
            "lose life",
            "starve to death",
            "freeze to death",
            "bleed to death",
        )
    ),
    *_tells(_KILLED, Bearer.STATE).words(("dead", "deceased")),
    *_tells(_KILLED, Bearer.NOUN).words(
        [
            "death",
            "deaths",
            "fatality",
            "fatalities",
            "killing",
            "killings",
            "murder",
            "murders",
            "massacre",
            "bodies",
            "lives",
            "execution",
            "executions",
            "corpses",
            "martyrs",
        ]
    ),
    *_tells(_KILLED, Bearer.TOLL).words(
        (
            "death toll",
            "toll",
            "death count",
            "number of dead",
            "number of deaths",
            "number of people killed",
            "number of fatalities",
        )
    ),
    *_tells(_INJURED, Bearer.OBJECT).verbs(
        ("injure", "wound", "hurt", "maim", "hospitalize", "hospitalise")
    ),
    *_tells(_INJURED, Bearer.SUBJECT).verbs(
        ("suffer injuries", "sustain injuries", "suffer burns", "suffer wounds"), gap=4
    ),
    *_tells(_INJURED, Bearer.NOUN).words(("injury", "injuries", "wounded")),
    *_tells(_INJURED, Bearer.TOLL).words(
        ("number of injured", "number of people injured", "number of wounded", "injury toll")
    ),
    *_tells(_MISSING, Bearer.STATE).words(("missing", "unaccounted for")),
    *_tells(_MISSING, Bearer.SUBJECT).verbs(("disappear", "go missing")),
    *_tells(None, Bearer.NOUN).words(("casualties",)),
)
