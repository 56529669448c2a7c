"""What words say outright: that an event was called off, is denied or is taken back.

The network weighs a sentence as a whole, and is sometimes unsure although one phrase settles it.
"""

import re
from typing import Final

from tocsin.services.reading.lexicon.english.listed import either
from tocsin.services.reading.lexicon.english.sayings import EnglishSayings
from tocsin.services.reading.lexicon.load import english

_SAYINGS: Final = english(EnglishSayings)
_OUTRIGHT: Final = re.compile(
    r"\b(?:call(?:s|ed|ing)? off|cancel(?:s|led|ed|ling|ing)?|scrap(?:s|ped|ping)?|"
    r"den(?:y|ies|ied|ying) (?:that|having)|(?:not true|untrue|no truth|false) (?:that|in)|"
    r"falsely (?:claim|said|report)\w*|"
    r"(?:doctored|faked?|forged|fabricated|bogus|invented) (?:[\w-]+ ){1,6}"
    r"(?:sa(?:ys?|id)|claim(?:s|ed)|show(?:s|ed)|report(?:s|ed)|that)|"
    r"(?:retract|disown|withdr[ae]w)\w* (?:its|their|our|an|the) (?:\w+ )?(?:report|story|claim)"
    r"(?: \w+){0,3} (?:that|of))\b"
)
_NOT: Final = re.compile(r"\b(?:not|never|n't|without|no longer)(?: \w+){0,2} $|n't(?: \w+){0,2} $")
_NEAR: Final = 90
"""Characters before the event's words."""
_BEHIND: Final = 200
"""Characters behind them, and before them for what is denied behind; bounds the time."""
_PART: Final = re.compile(r"[;:\n]| but | while | after | when ")


_ACCOUNT: Final = re.compile(
    rf"\b{either(_SAYINGS.account.phrases)} (?:[\w-]+ ){{0,5}}?(?:that|of|about|in which)\b[^.;]*$"
)
_UNTRUE: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|prove[sd]?|turn(?:s|ed) out)(?: to be| to have been)?"
    rf"(?: \w+ly| later| soon| just| simply)* {either(_SAYINGS.untrue.phrases)}\b"
)
_NEVER: Final = re.compile(
    r", (?:but|although|though|which) (?:(?:that|this|it|none of (?:that|this|it)|nothing of the "
    rf"sort) )?(?:never happened|did not happen|{_UNTRUE.pattern})"
    r"|, (?:a|the) (?:claim|report|rumou?r|story|figure) (?:that )?(?:[\w'\u2019-]+ ){1,6}"
    r"(?:den(?:y|ies|ied)|dismiss(?:es|ed)|reject(?:s|ed))\b"
)


def is_taken_back(before: str, behind: str = "") -> bool:
    """Return whether the words around an event take it back.

    Args:
        before: the words of its sentence before it.
        behind: those behind it; a denial may follow: "A rumour that 400 are missing is not true".
    """
    clause = _PART.split(before[-_NEAR:].lower())[-1]
    found = _OUTRIGHT.search(clause)
    if found is not None:
        return _NOT.search(clause[: found.start()]) is None
    behind = behind[:_BEHIND].lower()
    account = _ACCOUNT.search(before[-_BEHIND:].lower())
    return _NEVER.search(behind) is not None or (
        account is not None and _UNTRUE.search(behind) is not None
    )
