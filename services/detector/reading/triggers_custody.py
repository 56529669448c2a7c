"""Triggers of detention: arrests, prisoners taken, abductions."""

from typing import Final

from schemas.vocabulary import EventType, Subtype
from services.detector.reading.cue import Bearer
from services.detector.reading.trigger import Tells, Trigger


def _tells(subtype: Subtype, bearer: Bearer) -> Tells:
    return Tells(EventType.DETENTION, subtype, bearer)


TRIGGERS: Final[tuple[Trigger, ...]] = (
    *_tells(Subtype.ARREST, Bearer.OBJECT).verbs(
        ("arrest", "detain", "apprehend", "nab", "intern", "rearrest", "round up", "recapture")
    ),
    *_tells(Subtype.ARREST, Bearer.OBJECT).verbs(("take into custody",), gap=8),
    *_tells(Subtype.ARREST, Bearer.NOUN).words(
        (
            "arrest",
            "arrests",
            "detention",
            "detentions",
            "arrest warrant",
            "arrest warrants",
            "roundup",
            "warrant for the arrest",
        )
    ),
    *_tells(Subtype.PRISONERS, Bearer.OBJECT).verbs(("capture",)),
    *_tells(Subtype.PRISONERS, Bearer.OBJECT).verbs(("take prisoner", "take captive"), gap=8),
    *_tells(Subtype.ABDUCTION, Bearer.OBJECT).verbs(("abduct", "kidnap", "seize")),
    *_tells(Subtype.ABDUCTION, Bearer.OBJECT).verbs(("take hostage", "hold hostage"), gap=8),
    *_tells(Subtype.ABDUCTION, Bearer.NOUN).words(
        ("abduction", "abductions", "kidnapping", "kidnappings", "hostage-taking")
    ),
)
