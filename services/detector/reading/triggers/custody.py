"""Triggers of detention: arrests, prisoners taken, abductions."""

from typing import Final

from schemas.vocabulary import EventType, Subtype
from services.detector.reading.triggers.cue import Bearer
from services.detector.reading.triggers.trigger import Tells, Trigger


def _taken(subtype: Subtype, bearer: Bearer) -> Tells:
    return Tells(EventType.DETENTION, subtype, bearer)


TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_taken(Subtype.ARREST, Bearer.OBJECT).verbs(
        "arrest|detain|apprehend|nab|intern|rearrest|round up|recapture"
    ),
    *_taken(Subtype.ARREST, Bearer.OBJECT).verbs(
        "take into custody|take into preemptive custody|take into police custody|"
        "place under arrest|place in custody",
        gap=8,
    ),
    *_taken(Subtype.ARREST, Bearer.NOUN).words(
        "arrest|arrests|detention|detentions|arrest warrant|arrest warrants| warrant for the "
        "arrest|warrants arrest|round-up|roundup"
    ),
    *_taken(Subtype.PRISONERS, Bearer.OBJECT).verbs("capture"),
    *_taken(Subtype.PRISONERS, Bearer.OBJECT).verbs("take prisoner|take captive", gap=8),
    *_taken(Subtype.ABDUCTION, Bearer.OBJECT).verbs("abduct|kidnap|seize"),
    *_taken(Subtype.ABDUCTION, Bearer.OBJECT).verbs("take hostage|hold hostage", gap=8),
    *_taken(Subtype.ABDUCTION, Bearer.NOUN).words(
        "abduction|abductions|kidnapping|kidnappings|hostage-taking"
    ),
)
