"""Triggers of ground that changes hands."""

from typing import Final

from schemas.vocabulary import EventType
from services.detector.reading.cue import Bearer
from services.detector.reading.trigger import Tells, Trigger

_OBJECT: Final = Tells(EventType.TERRITORIAL_CAPTURE, None, Bearer.OBJECT)
_SUBJECT: Final = Tells(EventType.TERRITORIAL_CAPTURE, None, Bearer.SUBJECT)
_NOUN: Final = Tells(EventType.TERRITORIAL_CAPTURE, None, Bearer.NOUN)

TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_OBJECT.verbs(
        (
            "capture",
            "recapture",
            "seize",
            "retake",
            "overrun",
            "conquer",
            "liberate",
            "reclaim",
            "occupy",
            "take over",
            "take",
            "regain",
            "wrest",
            "storm",
        )
    ),
    *_OBJECT.verbs(
        (
            "take control of",
            "take full control of",
            "gain control of",
            "regain control of",
            "seize control of",
            "retake control of",
            "assume control of",
            "wrest control of",
            "establish control over",
            "take complete control of",
            "gain full control of",
            "secure control of",
            "claim control of",
            "regain full control of",
            "recapture control of",
            "establish control of",
        )
    ),
    *_SUBJECT.verbs(("fall to", "fall into", "fall under", "fall", "pass into", "change hands")),
    *_NOUN.words(
        (
            "capture",
            "recapture",
            "seizure",
            "takeover",
            "liberation",
            "fall",
            "conquest",
            "control of",
            "full control of",
            "capturing",
        )
    ),
)
