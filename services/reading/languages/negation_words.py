"""What words say outright: that an event was called off, is denied or is taken back.

The network weighs a sentence as a whole, and is sometimes unsure although one phrase settles it.
"""

import re
from typing import Final

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
_PART: Final = re.compile(r"[;:\n]| but | while | after | when ")


def is_taken_back(before: str) -> bool:
    """Return whether the words before an event take it back.

    Args:
        before: of its sentence.
    """
    clause = _PART.split(before[-_NEAR:].lower())[-1]
    found = _OUTRIGHT.search(clause)
    return found is not None and _NOT.search(clause[: found.start()]) is None
