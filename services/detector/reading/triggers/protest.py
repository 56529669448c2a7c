"""Triggers of crowds: they demonstrate, strike or riot."""

from typing import Final

from schemas.vocabulary import EventType
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.trigger import Tells, Trigger


def _crowd(bearer: Bearer) -> Tells:
    return Tells(EventType.PROTEST, None, bearer)


TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_crowd(Bearer.SUBJECT).verbs(
        "protest|demonstrate|rally|march|riot|take to the streets|go on strike|walk out|strike|"
        "down tools|picket|take part in|participate in|join|attend|gather|walk off the job|"
        "stage a sit-in|stage a walkout|pour onto the streets|pour into the streets|"
        "block roads|form a blockade"
    ),
    *_crowd(Bearer.NOUN).words(
        "protest|protests|protesters|protestors|protester|protestor|demonstration|"
        " demonstrations| "
        "demonstrators|demonstrator|rally|rallies|riot|riots|rioters|rioting|march|marches| "
        "marchers|strike|strikes|sit-in|unrest|picket|walkout|strikers|protesting|demonstrating| "
        "mutiny"
    ),
)
