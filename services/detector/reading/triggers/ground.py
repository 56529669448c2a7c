"""Triggers of ground that changes hands."""

from typing import Final

from schemas.vocabulary import EventType
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.trigger import Needs, Tells, Trigger, crossed


def _ground(bearer: Bearer) -> Tells:
    return Tells(EventType.TERRITORIAL_CAPTURE, None, bearer)


DRIVEN: Final = crossed(
    "drive|force|push|oust|expel|flush|dislodge|chase|eject|rout|throw|beat|kick|shove|bundle|drum",
    "out of|from|back from|back out of",
)
"""What is done to those who held a place."""
CEDED: Final = (
    "cede|relinquish|yield|give up|lose|lose control of|cede control of|"
    "relinquish control of|surrender control of|give up control of"
)
"""What those who held a place do, when others have it."""
FREED: Final = "free|secure|clear|annex|absorb|snatch|wrestle|recover"
"""What only a force does to a place, among much else that people do."""
FLAGGED: Final = crossed("hoist|raise|plant|unfurl|hang|run up|wave", "flag|flags")
WALKED_IN: Final = (
    crossed("walk|move|push|storm|drive|burst|surge|march back|roll back|sweep back", "into")
    + "|sweep through|swarm over|roll through|race through"
    + "|enter|re-enter"
)
"""How a force comes into a place, which is then in its hands."""
HELD: Final = "hold|control"

TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_ground(Bearer.OBJECT).verbs(
        "capture|recapture|seize|retake|overrun|conquer|reconquer|liberate|reclaim|occupy|"
        "take over|take back|seize back|take|regain|wrest|wrest back|gain|win back"
    ),
    *_ground(Bearer.OBJECT).verbs(f"{CEDED}|{FREED}|{HELD}", needs=Needs.COMPANION),
    *_ground(Bearer.OBJECT).verbs(
        crossed(
            "take|gain|regain|seize|retake|assume|wrest|secure|establish|claim|recapture|win|"
            "restore|extend|impose|reassert|re-establish|recover",
            "control of|full control of|complete control of|control over|full control over|"
            "possession of",
        )
        + "|"
        + crossed("hoist|raise|plant|fly", "their flag over|the flag over|its flag over")
        + "|march into|roll into|sweep into"
    ),
    *_ground(Bearer.OBJECT).verbs(WALKED_IN, needs=Needs.NUMBER),
    *_ground(Bearer.OBJECT).verbs(FLAGGED, gap=4, needs=Needs.COMPANION),
    *_ground(Bearer.OBJECT).verbs(DRIVEN, gap=8, needs=Needs.COMPANION),
    *_ground(Bearer.SUBJECT).verbs(
        "fall to|fall into|fall under|fall|pass into|pass under|pass to|change hands|"
        "change masters|change owners|slip from|capitulate|surrender|come under|succumb to"
    ),
    *_ground(Bearer.SUBJECT).verbs(
        "return to|revert to|slip out of|pass out of|slip into", needs=Needs.NUMBER
    ),
    *_ground(Bearer.STATE).words("hands|control|rule|occupation", needs=Needs.COMPANION),
    *_ground(Bearer.NOUN).words(
        "capture|recapture|seizure|takeover|liberation|fall|conquest|full control|in control|"
        "masters|"
        "loss|reconquest"
    ),
)
