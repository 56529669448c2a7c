"""An event without a figure in a sentence that has one figure which can only be its own."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from schemas.vocabulary import Bound, EventType, Unit
from services.detector.reading.attachment.totals import quantity_of, unit_of
from services.detector.reading.figures.figure import Figure
from services.detector.reading.finding import Finding
from services.detector.reading.words.candidate import CandidateSentence
from services.detector.reading.words.wordlist import words

_CROWD: Final = words(
    "people participants marchers demonstrators protesters supporters youths residents workers "
    "persons activists students farmers teachers drivers women villagers inhabitants holidaymakers "
    "households families individuals townspeople civilians islanders"
)
_BREAKS: Final = frozenset({":", ";", "\u2014", "\u2013"})
_FORCE: Final = frozenset({Unit.TROOPS, Unit.POLICE, Unit.RESERVISTS})
_MEN: Final = words("men fighters servicemen")
_OF_CROWDS: Final = frozenset({EventType.PROTEST, EventType.EVACUATION, EventType.DISPLACEMENT})
_OF_FORCE: Final = frozenset({EventType.WITHDRAWAL, EventType.SURRENDER, EventType.MOBILIZATION})


def completed(one: CandidateSentence, found: Iterable[Finding]) -> list[Finding]:
    """Return the findings, those without a figure with the one that is left over for them."""
    findings = list(found)
    claimed = [each.figure_span for each in findings if each.figure_span is not None]
    for index, finding in enumerate(findings):
        if finding.quantity.bound is not Bound.NONE or _shares_type(finding, findings):
            continue
        free = [
            token.figure
            for token in one.tokens
            if token.figure is not None
            and _can_be(token.figure, finding.event_type)
            and not any(low < token.end and token.start < high for low, high in claimed)
            and not _is_apart(one, finding.cue - one.sentence.start, token.start)
        ]
        if len(free) == 1:
            findings[index] = _with(finding, free[0])
            claimed.append((free[0].start, free[0].end))
    return findings


def _is_apart(one: CandidateSentence, cue: int, figure: int) -> bool:
    """Whether a colon, semicolon or dash stands between the event and a figure."""
    low, high = sorted((cue, figure))
    return any(token.lower in _BREAKS for token in one.tokens if low < token.start < high)


def _with(finding: Finding, figure: Figure) -> Finding:
    return replace(
        finding,
        quantity=quantity_of((figure,)),
        unit=unit_of(finding.event_type, (figure,)),
        figure_span=(figure.start, figure.end),
    )


def _shares_type(finding: Finding, findings: list[Finding]) -> bool:
    """Whether another finding of the sentence tells the same kind of event with a figure."""
    return any(
        other.event_type is finding.event_type and other.quantity.bound is not Bound.NONE
        for other in findings
    )


def _can_be(figure: Figure, event_type: EventType) -> bool:
    if (figure.quantity.figure or 0) < 2:  # noqa: PLR2004 - one is no crowd
        return False
    if event_type in _OF_CROWDS:
        return figure.noun in _CROWD
    return event_type in _OF_FORCE and (figure.unit in _FORCE or figure.noun in _MEN)
