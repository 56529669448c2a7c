"""Nouns of events before another noun: a murder charge, riot police, the evacuation plan."""

from typing import Final

from services.detector.reading.meaning.situation import Situation
from services.detector.reading.words.wordlist import words

_HEADS: Final = words(
    "network networks regulations permit case cases charge charges trial trials plot plots attempt "
    "attempts suspect suspects investigation investigations ring spree penalty row sentence "
    "sentences squad squads leader leaders movement movements plan plans route routes centre "
    "centres center centers camp camps record records rate rates scene weapon weapons mystery "
    "inquiry law laws ban bans organizer organizers organiser organisers trijet agreement deal "
    "talks vehicle vehicles flight flights insurance certificate certificates threat threats zone "
    "zones order letter letters conspiracy allegations conviction convictions victim victims probe "
    "report reports campaign campaigns site sites strategy program programme powers policy "
    "facility facilities conditions song album film book series fund drill drills exercise "
    "exercises test tests line lines"
)
_OWN: Final = words("order orders warrant warrants")


def is_modifier(situation: Situation) -> bool:
    """Whether a noun of action only describes the noun behind it."""
    after = situation.after(1)
    return (
        bool(after)
        and after[0] in _HEADS
        and not (after[0] in _OWN or situation.cue.lemma.endswith(("order", "orders", "warrant")))
    )
