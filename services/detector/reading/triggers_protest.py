"""Triggers of crowds: they demonstrate, strike or riot."""

from typing import Final

from schemas.vocabulary import EventType
from services.detector.reading.cue import Bearer
from services.detector.reading.trigger import Tells, Trigger

_SUBJECT: Final = Tells(EventType.PROTEST, None, Bearer.SUBJECT)
_NOUN: Final = Tells(EventType.PROTEST, None, Bearer.NOUN)

TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_SUBJECT.verbs(
        (
            "protest",
            "demonstrate",
            "rally",
            "march",
            "riot",
            "take to the streets",
            "go on strike",
            "walk out",
            "strike",
            "down tools",
            "picket",
            "take part in",
            "participate in",
            "join",
            "attend",
            "gather",
        )
    ),
    *_NOUN.words(
        (
            "protest",
            "protests",
            "protesters",
            "protestors",
            "protester",
            "protestor",
            "demonstration",
            "demonstrations",
            "demonstrators",
            "demonstrator",
            "rally",
            "rallies",
            "riot",
            "riots",
            "rioters",
            "rioting",
            "march",
            "marches",
            "marchers",
            "strike",
            "strikes",
            "sit-in",
            "unrest",
            "picket",
            "walkout",
            "strikers",
            "protesting",
            "demonstrating",
        )
    ),
)
