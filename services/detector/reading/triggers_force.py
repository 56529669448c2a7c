"""Triggers of armed force: called up, deployed, pulled out, given up."""

from typing import Final

from schemas.vocabulary import EventType, Subtype
from services.detector.reading.cue import Bearer
from services.detector.reading.trigger import Tells, Trigger

_CALLUP: Final = Tells(EventType.MOBILIZATION, Subtype.CALLUP, Bearer.OBJECT)
_CALLUP_NOUN: Final = Tells(EventType.MOBILIZATION, Subtype.CALLUP, Bearer.NOUN)
_DEPLOY: Final = Tells(EventType.MOBILIZATION, Subtype.DEPLOYMENT, Bearer.OBJECT)
_DEPLOY_SUBJECT: Final = Tells(EventType.MOBILIZATION, Subtype.DEPLOYMENT, Bearer.SUBJECT)
_DEPLOY_NOUN: Final = Tells(EventType.MOBILIZATION, Subtype.DEPLOYMENT, Bearer.NOUN)
_WITHDRAW: Final = Tells(EventType.WITHDRAWAL, None, Bearer.OBJECT)
_WITHDRAW_SUBJECT: Final = Tells(EventType.WITHDRAWAL, None, Bearer.SUBJECT)
_WITHDRAW_NOUN: Final = Tells(EventType.WITHDRAWAL, None, Bearer.NOUN)
_SURRENDER: Final = Tells(EventType.SURRENDER, None, Bearer.SUBJECT)
_SURRENDER_NOUN: Final = Tells(EventType.SURRENDER, None, Bearer.NOUN)

TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_CALLUP.verbs(
        (
            "mobilize",
            "mobilise",
            "call up",
            "conscript",
            "draft",
            "recall",
            "summon",
            "call to arms",
        )
    ),
    *_CALLUP.verbs(
        (
            "call to active duty",
            "order to active duty",
            "call into service",
            "put on alert",
            "place on alert",
            "call up",
        ),
        gap=8,
    ),
    *_CALLUP_NOUN.words(
        ("mobilization", "mobilisation", "call-up", "call-ups", "callup", "conscription")
    ),
    *_DEPLOY.verbs(
        (
            "deploy",
            "redeploy",
            "send",
            "dispatch",
            "mass",
            "amass",
            "station",
            "activate",
            "move",
            "rush",
            "reinforce",
            "position",
            "airlift",
            "order",
        )
    ),
    *_DEPLOY_SUBJECT.verbs(
        (
            "arrive in",
            "arrive at",
            "arrive on",
            "march on",
            "march toward",
            "march towards",
            "set sail",
            "sail",
        )
    ),
    *_DEPLOY_NOUN.words(
        (
            "deployment",
            "deployments",
            "redeployment",
            "buildup",
            "build-up",
            "massing",
            "reinforcements",
        )
    ),
    *_WITHDRAW.verbs(("withdraw", "pull out", "pull back", "evacuate", "remove", "bring home")),
    *_WITHDRAW.verbs(("pull out of", "pull out", "pull back", "bring home"), gap=6),
    *_WITHDRAW_SUBJECT.verbs(("retreat", "abandon", "quit")),
    *_WITHDRAW_NOUN.words(
        (
            "withdrawal",
            "withdrawals",
            "pullout",
            "pull-out",
            "pullback",
            "pull-back",
            "retreat",
            "disengagement",
        )
    ),
    *_SURRENDER.verbs(
        (
            "surrender",
            "capitulate",
            "defect",
            "desert",
            "lay down arms",
            "lay down their arms",
            "lay down their weapons",
            "lay down weapons",
            "give themselves up",
            "turn themselves in",
            "hand over their weapons",
            "give up their weapons",
            "give up arms",
            "give up",
        )
    ),
    *_SURRENDER_NOUN.words(
        (
            "surrender",
            "surrenders",
            "capitulation",
            "defection",
            "defections",
            "desertion",
            "desertions",
            "deserters",
        )
    ),
)
