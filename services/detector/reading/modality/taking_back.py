"""A source takes back what it reported: then what it reported is denied."""

import re
from typing import Final

from services.detector.reading.words import grammar
from services.detector.reading.words.clause import Tokens
from services.detector.reading.words.wordlist import words

_REACH: Final = 16
_BEHIND: Final = 12
_TOLD: Final = r"(?:reports?|stor(?:y|ies)|articles?|claims?|statements?|accounts?|dispatch)"
_WHOSE: Final = r"(?:its|our|their|his|her|the|a|an|that|this)"
_TAKES_BACK: Final = re.compile(
    rf"\b(?:retract\w*|withdr(?:aws?|ew|awn|awing)|disown\w*|takes? back|took back|taken back)"
    rf"(?: {_WHOSE})?(?: (?:own|earlier|previous|initial|first|\w+day 's))* {_TOLD}"
    r" (?:that|of|on|about|saying|which said)\b"
    r"|\b(?:earlier|previous) (?:version|edition) of (?:this|the|our) (?:article|story|report)\b.*"
    r"\b(?:said|stated|reported|wrote|gave|put|misstated|wrongly)\b"
)
_SIGNS: Final = words(
    "retract retracts retracted retracting retraction withdraw withdraws withdrew withdrawn "
    "withdrawing disown disowns disowned back version edition"
)
_UNSAID: Final = words("retracted withdrawn")
_REPORT_OF: Final = re.compile(rf"\b{_TOLD} (?:that|of|saying)(?: some)?(?: the)?$")


def is_taken_back(tokens: Tokens, start: int, end: int) -> bool:
    """As in "the Wire retracts its report that 400 died", "the report that 400 died was retracted".

    Args:
        tokens: of the sentence.
        start: where what is told begins.
        end: behind its cue.
    """
    before = [token.lower for token in tokens[max(0, start - _REACH) : start]]
    if not _SIGNS.isdisjoint(before):
        found = _TAKES_BACK.search(" ".join(before))
        if found is not None:
            return grammar.NOT.isdisjoint(before[: found.string[: found.start()].count(" ") + 1])
    behind = [token.lower for token in tokens[end : end + _BEHIND]]
    unsaid = next((at for at, word in enumerate(behind) if word in _UNSAID), None)
    return (
        unsaid is not None
        and any(word in grammar.BE for word in behind[max(0, unsaid - 2) : unsaid])
        and _REPORT_OF.search(" ".join(before)) is not None
    )
