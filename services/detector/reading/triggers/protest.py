"""Triggers of crowds: they demonstrate, strike or riot."""

from typing import Final

from schemas.vocabulary import EventType
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.trigger import Needs, Tells, Trigger, crossed


def _crowd(bearer: Bearer) -> Tells:
    return Tells(EventType.PROTEST, None, bearer)


GATHERS: Final = (
    "take part in|participate in|join|attend|gather|turn out|throng|pack|converge on|fill|flood|"
    "assemble|camp out|come out|crowd|jam|flock to|descend on|swarm|encircle|surround|"
    "mass outside|mass in|camp outside|camp in front of|"
    "block|blockade|occupy|storm|besiege|clash with|parade|walk through|file through|"
    "pour into|stream into|surge into|roll into|converge in|march into|drive to|ride to|drive into|"
    "spill into|sit down|stand outside"
)
"""What crowds do, those that protest among others."""
MOBS: Final = (
    "attack|torch|loot|ransack|vandalise|vandalize|pelt|smash|set fire to|set ablaze|burn down|"
    "hurl|overturn"
)
"""What mobs do, and much else does."""
DRAWN: Final = "draw|attract|bring out|call out|mobilize|mobilise|bring onto the streets"
"""What a protest does to those who come."""

TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_crowd(Bearer.SUBJECT).verbs(
        "protest|demonstrate|rally|march|riot|take to the streets|go on strike|walk out|strike|"
        "down tools|picket|walk off the job|stay away from work|stop work|stay off work|"
        "stage a sit-in|stage a walkout|pour onto the streets|pour into the streets|"
        "block roads|form a blockade|chant slogans|shout slogans|throw stones|throw rocks|"
        "set up barricades|erect barricades|burn tyres|burn tires|rampage|rise up|mutiny|"
        "boycott classes|put up barricades|form a human chain|hold a vigil|be on strike|"
        "hit the streets|return to the streets|spill onto the streets|flood the streets|"
        "fill the streets|throng the streets|march on|march through|"
        "spill into the streets|surge into the streets|spill into the square|flock to the streets|"
        "pack the streets|jam the streets|crowd the streets|clog the streets|choke the streets|"
        "sit down in the road|sit down on the road|sit in the road|sit on the road|"
        "sit down in the street|sit down on the street|lie down in the road|lie down in the street|"
        "bang pots|block roundabouts|block motorways|block bridges|block ports|block roads across|"
        "take over the streets|block the road|block a road|block the highway|block a highway|"
        "block traffic|block highways|block streets|block the streets|block the railway|"
        "throw bottles|hurl bottles|hurl stones|pelt police|boo|jeer|heckle|"
        "chain themselves|lay down tools|put down tools|stage a go-slow|stage a protest|"
        "stage a rally|stage a march|stage a strike|hold a rally|hold a protest|hold a march|"
        "hold a sit-in|refuse to work|shut their shops|close their shops|stop traffic"
    ),
    *_crowd(Bearer.SUBJECT).verbs(GATHERS, needs=Needs.NUMBER),
    *_crowd(Bearer.SUBJECT).verbs(MOBS, needs=Needs.NUMBER),
    *_crowd(Bearer.STATE).words("on strike|on hunger strike", needs=Needs.NUMBER),
    *_crowd(Bearer.OBJECT).verbs(DRAWN, needs=Needs.NUMBER),
    *_crowd(Bearer.OBJECT).verbs(crossed("bring|call|pull|send", "out on strike"), gap=8),
    *_crowd(Bearer.NOUN).words(
        "protest|protests|protesters|protestors|protester|protestor|demonstration|demonstrations|"
        "demonstrators|demonstrator|rally|rallies|riot|riots|rioters|rioting|march|marches|"
        "marchers|strike|strikes|sit-in|unrest|picket|walkout|strikers|protesting|demonstrating|"
        "mutiny|sit-ins|walkouts|uprising|pickets|stay-away|stayaway"
    ),
)
