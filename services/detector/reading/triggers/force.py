"""Triggers of armed force: called up, deployed, pulled out, given up."""

from typing import Final

from schemas.vocabulary import EventType, Subtype
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.flight import MOTION
from services.detector.reading.triggers.trigger import Needs, Tells, Trigger, crossed


def _mobilized(subtype: Subtype, bearer: Bearer) -> Tells:
    return Tells(EventType.MOBILIZATION, subtype, bearer)


def _withdrawn(bearer: Bearer) -> Tells:
    return Tells(EventType.WITHDRAWAL, None, bearer)


def _surrendered(bearer: Bearer) -> Tells:
    return Tells(EventType.SURRENDER, None, bearer)


ALERTED: Final = crossed(
    "put|place|bring|set",
    "on alert|on high alert|on full alert|on combat alert|on heightened alert|on maximum alert|"
    "on red alert|on standby|on stand-by|on notice|on a war footing|in readiness|to readiness|"
    "in combat readiness|to combat readiness|into combat readiness|on full combat alert",
)
SUMMONED: Final = crossed(
    "call|order|summon|bring|recall",
    "to active duty|to duty|back to duty|into active duty|onto active duty|to active service|"
    "into service|back to their regiments|back to their bases|back to their posts|to the standard|"
    "back to service|to the colours|to the colors|to arms|into uniform|to their units|"
    "back to their units|to military service|for military service|to barracks|to report",
)
PRESSED: Final = crossed(
    "press|press-gang|force|dragoon|draft|conscript|take|haul|impress|coerce",
    "into the army|into the military|into military service|into army service|into uniform|"
    "into the ranks|into its ranks|into their ranks|into the militia|into the armed forces",
)
"""Men taken into an army, willing or not."""
NOTICES: Final = crossed(
    "call-up|draft|mobilization|mobilisation|conscription|enlistment|reserve|recall|induction",
    "papers|notices|notice|orders|letters|summonses|duty orders",
)
"""What calls people up in writing."""
SENT_UP: Final = (
    "draw up|array|quarter|billet|install|position|second|contribute|lend|detail|forward|pull in|"
    "bring forward|push forward|spread out|add|moor|berth|string|line up|throw|sign up|swear in|"
    "rotate|"
    "shift|transfer|assign|commit|pre-position|assemble|bring in|bring up|"
    "send in|fly in|move up|move in|call in|call out|draft in|post|truck in|bus in|ferry in"
)
"""Verbs that tell of a deployment only where their object is a counted force."""
MOVED_UP: Final = (
    "land in|go up to the|board for|board a plane for|leave for|set out for|embark for|"
    "ship out to|move in|move up|march to|fan out|gather on|gather at|gather near|land at|"
    "gather along|assemble at|assemble near|assemble on|touch down in|come ashore|disembark|"
    "set off for|fly to|head to|move out to|take up position|fly in|take up quarters|"
    "take up posts|land|arrive|touch down|reach|put to sea|weigh anchor|dig in|bivouac|encamp|"
    "camp|stand guard|ring|"
    "garrison|patrol|cordon off|surround|encircle|take over security|"
    + crossed(MOTION, "into|to|onto|towards|toward|up to|on|across|over the")
)
"""Verbs of travel: they tell of a deployment only where a force is counted."""
UNDER_WAY: Final = "on their way to|on its way to|en route to|bound for|headed for|headed to"
"""Where a force is that has been sent."""
STRENGTHENED: Final = "bolster|beef up|strengthen|augment|swell|increase|raise|boost|expand|enlarge"
"""What is done to a force that gets more men: "with 500 soldiers", "by 500"."""
ENLARGED: Final = crossed(
    STRENGTHENED,
    "presence|garrison|garrisons|contingent|force|forces|troops|mission|strength|positions|"
    "deployment|defences|defenses",
)
CUT_DOWN: Final = "cut|reduce|slash|trim|scale back|scale down|draw down|shrink"
"""What is done to a force that gets fewer men."""
GONE: Final = crossed(
    f"{MOTION}|retire|redeploy|depart",
    "out of|out|home|away|back to base|back to barracks|off|from the|back across|north|south|"
    "east|west|away from|across the",
)
"""Verbs of motion away: they tell of a withdrawal only of a force."""
HANDS_UP: Final = (
    "under a white flag|under white flags|with their hands up|with hands raised|with raised hands|"
    "with their hands raised|hands on their heads|hands above their heads|with hands up|"
    "hands in the air|with their hands in the air"
)
"""How those come out who have given up."""
GIVEN_IN: Final = crossed(
    "give|turn|hand",
    "themselves up|themselves in|themselves over|himself up|himself in|itself up|itself over",
)
CHANGED_SIDES: Final = (
    "change sides|switch sides|change allegiance|switch allegiance|switch allegiances|"
    "go over to the|cross over to the|go over to|cross over to|throw in their lot with|"
    "come over to the|come over to|rally to the|rally to|desert to the|desert to|defect to the|"
    "cross the lines|join the rebels|join the other side"
)

TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_mobilized(Subtype.CALLUP, Bearer.OBJECT).verbs(
        "mobilize|mobilise|call up|conscript|draft|recall|summon|call to arms|muster|enlist|"
        "recruit|enrol|enroll|reactivate|federalize|federalise|levy|induct|remobilize|remobilise|"
        "press into service|call back|activate"
    ),
    *_mobilized(Subtype.CALLUP, Bearer.OBJECT).verbs(
        f"{SUMMONED}|{ALERTED}|{PRESSED}|call up|put under arms|tell to report|press into service",
        gap=8,
        needs=Needs.NUMBER,
    ),
    *_mobilized(Subtype.CALLUP, Bearer.SUBJECT).verbs(
        "report for duty|report to their units|report to barracks|report to their barracks|"
        "report to their bases|answer the call-up|answer the summons|answer a summons|"
        "rejoin their units|don uniform|put on uniform|put on a uniform|take up arms|stand to arms"
    ),
    *_mobilized(Subtype.CALLUP, Bearer.OBJECT).verbs("call|call in|contact", needs=Needs.NUMBER),
    *_mobilized(Subtype.CALLUP, Bearer.SUBJECT).verbs("report to|report for", needs=Needs.NUMBER),
    *_mobilized(Subtype.CALLUP, Bearer.TOLL).words("intake|quota|levy", needs=Needs.NUMBER),
    *_mobilized(Subtype.CALLUP, Bearer.OBJECT).verbs(
        crossed("call|summon|recall|order|bring", "to the ranks|back to the ranks|to the flag")
    ),
    *_mobilized(Subtype.CALLUP, Bearer.NOTICE).words(f"{NOTICES}|notices|summonses|summons"),
    *_mobilized(Subtype.CALLUP, Bearer.NOUN).words(
        "mobilization|mobilisation|call-up|call-ups|callup|conscription|recruitment|muster|"
        "activation|"
        "induction"
    ),
    *_mobilized(Subtype.CALLUP, Bearer.STATE).words(
        "on standby|on high alert|on full alert|on alert|under arms"
    ),
    *_mobilized(Subtype.DEPLOYMENT, Bearer.OBJECT).verbs(
        "deploy|redeploy|send|dispatch|despatch|mass|amass|station|activate|move|rush|reinforce|"
        "airlift|order|concentrate|fly"
    ),
    *_mobilized(Subtype.DEPLOYMENT, Bearer.OBJECT).verbs(SENT_UP, needs=Needs.NUMBER),
    *_mobilized(Subtype.DEPLOYMENT, Bearer.OBJECT).verbs(ENLARGED, gap=6, needs=Needs.NUMBER),
    *_mobilized(Subtype.DEPLOYMENT, Bearer.STATE).words(UNDER_WAY, needs=Needs.NUMBER),
    *_mobilized(Subtype.DEPLOYMENT, Bearer.OBJECT).verbs(
        crossed(
            "put|place|pour|throw|bring",
            "on the streets|onto the streets|on the border|along the border|at the border|"
            "on patrol|into the field|to the border|to the front",
        ),
        gap=8,
        needs=Needs.NUMBER,
    ),
    *_mobilized(Subtype.DEPLOYMENT, Bearer.SUBJECT).verbs(
        "arrive in|arrive at|arrive on|march on|march toward|march towards|set sail|sail|"
        "take up positions|head for|converge on|build up"
    ),
    *_mobilized(Subtype.DEPLOYMENT, Bearer.SUBJECT).verbs(MOVED_UP, needs=Needs.NUMBER),
    *_mobilized(Subtype.DEPLOYMENT, Bearer.STATE).words(
        "on the ground|on the streets|on streets|at the border|on the border|along the border|"
        "on patrol|on station|in position|on duty|on guard|in place|at sea|at the front",
        needs=Needs.NUMBER,
    ),
    *_mobilized(Subtype.DEPLOYMENT, Bearer.NOUN).words(
        "deployment|deployments|redeployment|buildup|build-up|massing|reinforcements|dispatch|"
        "despatch|arrival|concentration"
    ),
    *_withdrawn(Bearer.OBJECT).verbs(
        "withdraw|pull out|pull back|evacuate|remove|bring home|draw down|call home|send home|"
        "extract|repatriate|move out|fly home|ship home"
    ),
    *_withdrawn(Bearer.OBJECT).verbs(f"{CUT_DOWN}|halve", needs=Needs.NUMBER),
    *_withdrawn(Bearer.OBJECT).verbs(
        "pull out|pull back|bring home|call home|send home|fly home|take home|ship home|"
        "move back|take back to|draw back|bring back from|bring back to|order back to|recall from|"
        "pull from|withdraw from|order home|" + crossed("order|bring|fly|lift", "out of"),
        gap=6,
    ),
    *_withdrawn(Bearer.OBJECT).verbs(
        "order to leave|order to depart|order to withdraw", gap=12, needs=Needs.NUMBER
    ),
    *_withdrawn(Bearer.SUBJECT).verbs(
        "retreat|abandon|quit|leave|fall back|go home|return home|come home|head home|depart|"
        "fly home|sail home|turn back|turn round|hand over the base|hand over their base|"
        "pull up stakes|vacate|march out|move out|ship out|clear out|return to barracks|"
        "go back to barracks|return to their barracks|return to base|decamp|disengage"
    ),
    *_withdrawn(Bearer.SUBJECT).verbs(GONE, needs=Needs.NUMBER),
    *_withdrawn(Bearer.NOUN).words(
        "withdrawal|withdrawals|pullout|pull-out|pullback|pull-back|retreat|disengagement|"
        "drawdown|draw-down|departure|troop cuts|troop reductions|troop reduction"
    ),
    *_surrendered(Bearer.SUBJECT).verbs(
        "surrender|capitulate|defect|desert|disarm|demobilize|demobilise|"
        "lay down arms|lay down its arms|lay down its weapons|lay down weapons|"
        "hand over weapons|hand over arms|hand in weapons|surrender arms|surrender weapons|"
        "give up arms|give up|down arms|down weapons|stack arms|run up the white flag|"
        "raise the white flag|hoist the white flag|wave the white flag|wave white flags|"
        "raise white flags|run up a white flag|raise a white flag|hoist a white flag|"
        "show the white flag|fly the white flag|return to the fold|"
        "come out of the bush|come in from the bush|emerge from the bush|accept amnesty|"
        "accept the amnesty|accept an amnesty|take up an amnesty|take the amnesty|"
        "abandon their posts|desert their posts|leave their posts|"
        "come out with their hands up|come out with raised hands|come up with raised hands|"
        "emerge with their hands up|come out with hands raised|put up their hands|"
        "raise their hands|absent themselves|walk off their posts|walk away from their posts|"
        "go awol|renounce violence"
    ),
    *_surrendered(Bearer.SUBJECT).verbs(f"{GIVEN_IN}|{CHANGED_SIDES}"),
    *_surrendered(Bearer.SUBJECT).verbs(
        crossed(
            "lay down|hand over|hand in|put down|give up|down|stack|turn over|turn in|throw down|"
            "throw away|deposit|drop|surrender|throw|pile|bring in|pile up|swap|trade|exchange|"
            "barter|lay",
            "their|its",
        )
    ),
    *_surrendered(Bearer.SUBJECT).verbs(
        crossed("come|walk|emerge|march|file|crawl|climb|step|stumble|troop|shuffle", HANDS_UP),
        gap=8,
        needs=Needs.NUMBER,
    ),
    *_surrendered(Bearer.STATE).words(HANDS_UP, needs=Needs.NUMBER),
    *_surrendered(Bearer.LABEL).words("defectors|deserters|surrendered"),
    *_surrendered(Bearer.NOUN).words(
        "surrender|surrenders|capitulation|defection|defections|desertion|desertions|deserters|"
        "disarmament|defectors"
    ),
)
