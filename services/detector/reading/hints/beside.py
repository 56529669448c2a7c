"""A crowd's number that stands a clause or a sentence further on: "Some 20,000 took part"."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from schemas.vocabulary import Bound, EventType, Unit
from services.detector.reading.attachment.totals import quantity_of, unit_of
from services.detector.reading.figures.figure import Figure
from services.detector.reading.finding import Finding
from services.detector.reading.words.clause import Tokens
from services.detector.reading.words.wordlist import words

_CROWDS: Final = frozenset({EventType.PROTEST, EventType.EVACUATION, EventType.DISPLACEMENT})
_UNITS: Final = frozenset({None, Unit.PEOPLE, Unit.HOUSEHOLDS})
_FEW: Final = 10
"""Fewer are no crowd that a text counts apart."""
_THEM: Final = words(
    "number numbers crowd crowds turnout attendance strikers protesters protestors demonstrators "
    "marchers participants them they throng evacuees displaced residents strength"
)
_PUTS: Final = words("put puts estimated estimate estimates placed gave")
_NUMBERED: Final = words("numbered numbering totalled totaled")
_TAKES_PART: Final = frozenset(
    {("took", "part"), ("had", "gathered"), ("turned", "out"), ("were", "there"), ("showed", "up"),
     ("came", "out"), ("are", "taking"), ("were", "present"), ("had", "joined")}
)  # fmt: skip
_ATTENDS: Final = words("attended participated demonstrated marched")
_TAKERS: Final = words("participants attendees")
_ORDERS: Final = words("measure order orders decision evacuation operation it move this")
_CONCERNS: Final = words("concerns concerned affects affected covers covered involves involved")
_NEAR: Final = 10


def is_uncounted(finding: Finding) -> bool:
    """Whether an event of a crowd has no number yet."""
    return finding.event_type in _CROWDS and finding.quantity.bound is Bound.NONE


def counted_beside(
    findings: list[Finding], own: Tokens, following: Callable[[], Tokens]
) -> list[Finding]:
    """Return the findings of a sentence, uncounted crowds with the number told beside them.

    Args:
        findings: what the sentence tells.
        own: its tokens.
        following: gives the tokens of the sentence behind it; asked only where needed.
    """
    found = list(findings)
    for index, finding in enumerate(findings):
        if not is_uncounted(finding) or _is_counted_already(finding, findings):
            continue
        figure = _number(own, finding.event_type, findings)
        if figure is not None:
            found[index] = replace(_with(finding, figure), figure_span=(figure.start, figure.end))
            continue
        figure = _number(following(), finding.event_type, ())
        if figure is not None:
            found[index] = _with(finding, figure)
    return found


def _with(finding: Finding, figure: Figure) -> Finding:
    return replace(
        finding, quantity=quantity_of((figure,)), unit=unit_of(finding.event_type, (figure,))
    )


def _is_counted_already(finding: Finding, findings: list[Finding]) -> bool:
    return any(
        other.event_type is finding.event_type and other.quantity.bound is not Bound.NONE
        for other in findings
    )


def _number(tokens: Tokens, event_type: EventType, taken: Iterable[Finding]) -> Figure | None:
    """Return the first number of a sentence that its words give to a crowd named before."""
    spans = [one.figure_span for one in taken if one.figure_span is not None]
    for at, token in enumerate(tokens):
        figure = token.figure
        if figure is None or figure.unit not in _UNITS or (figure.quantity.figure or 0) < _FEW:
            continue
        if any(low < figure.end and figure.start < high for low, high in spans):
            continue
        protests = event_type is EventType.PROTEST and _of_protest(tokens, at, figure)
        moved = event_type is EventType.EVACUATION and _of_order(tokens, at)
        if protests or moved or _of_crowd(tokens, at):
            return figure
    return None


def _of_crowd(tokens: Tokens, at: int) -> bool:
    """As in "put their number at 2,472", "the crowd numbered 8,000", "there were 900 of them"."""
    before = [token.lower for token in tokens[max(0, at - _NEAR) : at]]
    behind = [token.lower for token in tokens[at + 1 : at + 4]]
    named = bool(_THEM & set(before))
    if before[-1:] == ["at"] and named and _PUTS & set(before):
        return True
    if before[-1:] and before[-1] in _NUMBERED and named:
        return True
    if behind[:2] != ["of", "them"]:
        return False
    return before[-2:] in (["there", "were"], ["there", "are"]) or (
        bool(before) and before[-1] in {",", "\u2014"} and behind[2:] in ([","], ["."], [])
    )


def _of_protest(tokens: Tokens, at: int, figure: Figure) -> bool:
    """As in "some 20,000 took part", "was attended by 300", "spoke of 900 participants"."""
    before = [token.lower for token in tokens[max(0, at - 2) : at]]
    if before == ["attended", "by"] or figure.noun in _TAKERS:
        return True
    first = at + 1
    while (
        first < len(tokens)
        and figure.noun_end is not None
        and tokens[first].start < figure.noun_end
    ):
        first += 1
    behind = tuple(token.lower for token in tokens[first : first + 2])
    return behind in _TAKES_PART or bool(behind and behind[0] in _ATTENDS)


def _of_order(tokens: Tokens, at: int) -> bool:
    """As in "the measure concerns 2,600 holidaymakers", "the order applies to 900 people"."""
    before = [token.lower for token in tokens[max(0, at - 4) : at]]
    concerns = bool(before and before[-1] in _CONCERNS) or before[-2:] == ["applies", "to"]
    return concerns and bool(_ORDERS & set(before))
