"""Triggers of armed force: called up, deployed, pulled out, given up."""

from typing import Final

from schemas.vocabulary import EventType, Subtype
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.trigger import Tells, Trigger


def _mobilized(subtype: Subtype, bearer: Bearer) -> Tells:
    return Tells(EventType.MOBILIZATION, subtype, bearer)


def _withdrawn(bearer: Bearer) -> Tells:
    return Tells(EventType.WITHDRAWAL, None, bearer)


def _surrendered(bearer: Bearer) -> Tells:
    return Tells(EventType.SURRENDER, None, bearer)


TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_mobilized(Subtype.CALLUP, Bearer.OBJECT).verbs(
        "mobilize|mobilise|call up|conscript|draft|recall|summon|call to arms|muster|enlist|"
        "recruit|enrol|enroll"
    ),
    *_mobilized(Subtype.CALLUP, Bearer.OBJECT).verbs(
        "call to active duty|order to active duty|call into service|put on alert|place on alert|"
        "put on standby|call to the colours|call up",
        gap=8,
    ),
    *_mobilized(Subtype.CALLUP, Bearer.SUBJECT).verbs(
        "report for duty|report to their units|receive draft notices|receive call-up papers|"
        "receive call-up notices"
    ),
    *_mobilized(Subtype.CALLUP, Bearer.NOUN).words(
        "mobilization|mobilisation|call-up|call-ups|callup|conscription|recruitment"
    ),
    *_mobilized(Subtype.DEPLOYMENT, Bearer.OBJECT).verbs(
        "deploy|redeploy|send|dispatch|mass|amass|station|activate|move|rush|reinforce|"
        "airlift|order|concentrate|fly"
    ),
    *_mobilized(Subtype.DEPLOYMENT, Bearer.SUBJECT).verbs(
        "arrive in|arrive at|arrive on|march on|march toward|march towards|set sail|sail|"
        "take up positions|head for|converge on"
    ),
    *_mobilized(Subtype.DEPLOYMENT, Bearer.NOUN).words(
        "deployment|deployments|redeployment|buildup|build-up|massing|reinforcements|dispatch"
    ),
    *_withdrawn(Bearer.OBJECT).verbs("withdraw|pull out|pull back|evacuate|remove|bring home"),
    *_withdrawn(Bearer.OBJECT).verbs("pull out|pull back|bring home", gap=6),
    *_withdrawn(Bearer.OBJECT).verbs("order to leave|order to depart|order to withdraw", gap=12),
    *_withdrawn(Bearer.SUBJECT).verbs(
        "retreat|abandon|quit|leave|fall back|go home|return home|depart"
    ),
    *_withdrawn(Bearer.NOUN).words(
        "withdrawal|withdrawals|pullout|pull-out|pullback|pull-back|retreat|disengagement"
    ),
    *_surrendered(Bearer.SUBJECT).verbs(
        "surrender|capitulate|defect|desert|disarm|lay down arms|lay down their arms|"
        "lay down its arms|lay down their weapons|lay down its weapons|lay down weapons|"
        "give themselves up|turn themselves in|hand themselves over|hand themselves in|"
        "hand over their weapons|hand over weapons|"
        "hand in their weapons|give up their weapons|give up their arms|give up arms|give up|"
        "put down their weapons|raise the white flag|change sides|switch sides"
    ),
    *_surrendered(Bearer.NOUN).words(
        "surrender|surrenders|capitulation|defection|defections|desertion|desertions|deserters| "
        "disarmament"
    ),
)
