"""Words that govern an event and say whether it happened: "refused to", "denied that"."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from services.detector.reading.words.verb_forms import forms
from services.detector.reading.words.wordlist import words


class Verdict(Enum):
    """What a governing word says of what it governs."""

    FACT = auto()
    ANNOUNCED = auto()
    REPORTED = auto()
    """Told by an authority: a decision where it can be decided, else a fact."""
    HYPOTHETICAL = auto()
    NEGATED = auto()
    PURPOSE = auto()
    """ "sent buses to evacuate": meant, not told as done."""


@dataclass(frozen=True, slots=True)
class Governor:
    """What one word says of an infinitive, of a noun, and of a that-clause that it governs."""

    infinitive: Verdict
    noun: Verdict | None = None
    clause: Verdict | None = None


_F, _A, _R = Verdict.FACT, Verdict.ANNOUNCED, Verdict.REPORTED
_H, _N = Verdict.HYPOTHETICAL, Verdict.NEGATED

_VERBS: Final = (
    (
        Governor(_F),
        """begin start continue proceed manage compel cause prompt lead go come help have appear
        seem oblige push trigger spur""",
    ),
    (Governor(_A, _A, None), "order instruct direct tell advise command"),
    (
        Governor(_A, _A, _A),
        """agree decide authorize authorise approve pledge vow promise elect opt commit vote move
        accept""",
    ),
    (Governor(_A, _R, None), "announce declare"),
    (
        Governor(_H, _H, _H),
        """allow enable urge ask call seek want wish hope expect threaten demand propose consider
        request plan intend aim try attempt offer need require recommend encourage suggest
        appeal discuss mull weigh risk predict forecast project anticipate contemplate
        study envisage warn fear prepare debate""",
    ),
    (Governor(_H, _H, None), "estimate"),
    (
        Governor(_N, _N, _N),
        """refuse decline dismiss refute debunk fail avoid prevent stop deny reject cancel halt
        suspend postpone oppose rule block veto foil thwart abandon scrap avert""",
    ),
)
_NOUNS: Final = (
    (Governor(_A, _A), "order orders decree directive"),
    (
        Governor(_A, _A),
        "decision decisions agreement deal announcement pledge approval authorization",
    ),
    (
        Governor(_H, _H, _H),
        """plan plans proposal proposals threat threats bid call calls demand demands desire
        willingness readiness possibility prospect risk request requests effort efforts attempt
        attempts fear fears intention intentions offer talks negotiations timetable deadline
        ultimatum scenario danger likelihood resolution legislation bill drill exercise
        rehearsal warning warnings preparations preparation contingency condition conditions""",
    ),
    (
        Governor(_H, _H),
        """likely unlikely able unable willing ready prepared possible potential planned proposed
        expected eventual impending imminent phased scheduled anticipated hypothetical
        threatened""",
    ),
    (Governor(_A), "set due about"),
    (Governor(_N, _N, _N), "refusal denial reluctance"),
    (Governor(_F, None, _F), "true"),
    (
        Governor(_F, None, _N),
        """untrue false falsely wrongly mistakenly erroneously falsehood misstatement hoax myth lie
        fabrication""",
    ),
)

_FORCED: Final = words("forced forcing")
_NOUN_ONLY_EXCEPTIONS: Final = words("alleged go going goes went come move moves moved")


def _governors() -> dict[str, Governor]:
    found: dict[str, Governor] = {}
    for governor, bases in _VERBS:
        for base in bases.split():
            for word in forms(base):
                found[word] = governor
    for governor, nouns in _NOUNS:
        for word in nouns.split():
            found.setdefault(word, governor)
    for word in _NOUN_ONLY_EXCEPTIONS | _FORCED:
        found[word] = Governor(_F)
    return found


GOVERNORS: Final[dict[str, Governor]] = _governors()
"""Word → what it says of what it governs."""
