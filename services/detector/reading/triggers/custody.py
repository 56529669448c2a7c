"""Triggers of detention: arrests, prisoners taken, abductions."""

from typing import Final

from schemas.vocabulary import EventType, Subtype
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.trigger import Needs, Tells, Trigger, crossed


def _taken(subtype: Subtype, bearer: Bearer) -> Tells:
    return Tells(EventType.DETENTION, subtype, bearer)


LOCKED_UP: Final = crossed(
    "take|place|put|bring|throw|drag|haul|hold|keep",
    "into custody|in custody|under arrest|into detention|in detention|in police custody|"
    "into police custody|into preemptive custody|behind bars|in police cells|in cells|in jail|"
    "into jail|in handcuffs|in chains|into the cells|into police vans|into vans|into a van",
)
TAKEN_IN: Final = crossed("take|bring|pull|haul|run", "in")
HELD: Final = (
    "hold|lock up|pick up|bring in|take in|pull in|net|grab|lead away|take away|drag away|drag off|"
    "bundle into|load into|hustle away|cart off|scoop up|sweep up"
)
"""What police do to people, and others to much else."""
CAPTIVES: Final = crossed("take|seize|hold|capture|grab", "hostage|captive|hostages|captives")
CARRIED_OFF: Final = "make off with|carry off|snatch|whisk away|march off|bundle away|spirit away"
SNATCHED: Final = crossed(
    "take|seize|drag|grab|lead|march|force|carry|herd|haul",
    "from their school|from a school|from their dormitory|from their dormitories|from their homes|"
    "from a bus|from their beds|from a village|from a church|from a mosque|from their village|"
    "from their houses|at gunpoint|into the bush|into the forest",
)
"""What kidnappers do to people who are at home, at school or on the road."""

TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_taken(Subtype.ARREST, Bearer.OBJECT).verbs(
        "arrest|detain|apprehend|nab|intern|rearrest|round up|recapture|haul in|haul away|"
        "haul off|collar"
    ),
    *_taken(Subtype.ARREST, Bearer.OBJECT).verbs(HELD, needs=Needs.NUMBER),
    *_taken(Subtype.ARREST, Bearer.OBJECT).verbs(LOCKED_UP, gap=8),
    *_taken(Subtype.ARREST, Bearer.OBJECT).verbs(TAKEN_IN, gap=6, needs=Needs.NUMBER),
    *_taken(Subtype.ARREST, Bearer.STATE).words(
        "behind bars|in police cells|under arrest|in police custody|in custody|in detention",
        needs=Needs.NUMBER,
    ),
    *_taken(Subtype.ARREST, Bearer.TOLL).words(
        "arrest tally|arrest count|arrest toll|number of arrests|number of arrested|"
        "number of detainees|number of detentions|tally of arrests"
    ),
    *_taken(Subtype.ARREST, Bearer.NOUN).words(
        "arrest|arrests|detention|detentions|arrest warrant|arrest warrants|warrant for the "
        "arrest|warrants arrest|round-up|roundup|round-ups|roundups"
    ),
    *_taken(Subtype.PRISONERS, Bearer.OBJECT).verbs("capture"),
    *_taken(Subtype.PRISONERS, Bearer.OBJECT).verbs(
        "take prisoner|take captive|take prisoners|make prisoner|make prisoners|take alive|"
        "make captive|hold prisoner",
        gap=8,
    ),
    *_taken(Subtype.ABDUCTION, Bearer.OBJECT).verbs("abduct|kidnap|seize"),
    *_taken(Subtype.ABDUCTION, Bearer.OBJECT).verbs(CARRIED_OFF, needs=Needs.NUMBER),
    *_taken(Subtype.ABDUCTION, Bearer.OBJECT).verbs(CAPTIVES, gap=8),
    *_taken(Subtype.ABDUCTION, Bearer.OBJECT).verbs(SNATCHED, gap=8, needs=Needs.NUMBER),
    *_taken(Subtype.ABDUCTION, Bearer.LABEL).words("hostages|captives|abductees|abducted"),
    *_taken(Subtype.PRISONERS, Bearer.LABEL).words("prisoners|captured"),
    *_taken(Subtype.ARREST, Bearer.LABEL).words("detainees|held"),
    *_taken(Subtype.ABDUCTION, Bearer.NOUN).words(
        "abduction|abductions|kidnapping|kidnappings|hostage-taking"
    ),
)
