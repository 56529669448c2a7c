"""Triggers of ground that changes hands."""

from typing import Final

from schemas.vocabulary import EventType
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.trigger import Tells, Trigger


def _ground(bearer: Bearer) -> Tells:
    return Tells(EventType.TERRITORIAL_CAPTURE, None, bearer)


TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_ground(Bearer.OBJECT).verbs(
        "capture|recapture|seize|retake|overrun|conquer|liberate|reclaim|occupy|take over|take|"
        "regain|wrest|gain|win back"
    ),
    *_ground(Bearer.OBJECT).verbs(
        "take control of|take full control of|take complete control of|gain control of|"
        "gain full control of|regain control of|regain full control of|seize control of|"
        "retake control of|assume control of|wrest control of|secure control of|"
        "establish control of|establish control over|establish full control over|"
        "claim control of|"
        "recapture control of|take control over|gain control over"
    ),
    *_ground(Bearer.SUBJECT).verbs(
        "fall to|fall into|fall under|fall|pass into|pass under|change hands|capitulate|surrender"
    ),
    *_ground(Bearer.NOUN).words(
        "capture|recapture|seizure|takeover|liberation|fall|conquest|full control of|loss"
    ),
)
