"""Rules and network together: what both see is sure, what one sees alone must be likely.

Rules read what they know very well, and nothing else; the network reads wordings that nobody wrote
a rule for, and errs more. Measured together they are better than either: docs/detection-quality.md.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from schemas.vocabulary import Bound, EventType, Modality, Scope, Unit
from services.detector.reading.confidence.sign import Sign
from services.detector.reading.finding import Finding
from services.detector.reading.meaning.wanted import FORMATIONS, VEHICLES
from services.detector.reading.network.classes import Genre
from services.detector.reading.network.found import finding_of
from services.detector.reading.network.telling import Telling, Told

KEPT_FROM: Final = 0.02
"""What rules find stays unless the network gives it less."""
ADDED_FROM: Final = 0.7
"""What the network finds alone is added from here on."""
ALONE_FROM: Final = 0.9
"""Without a figure, or with one that counts who knows what, it must be surer."""
MODALITY_FROM: Final = 0.9
"""From here on the network's modality replaces that of the rules."""


_NO_NEWS: Final = frozenset({Genre.FICTION, Genre.SPORT, Genre.SCENARIO})
_LOOKS_BACK: Final = frozenset({Genre.RETROSPECTIVE, Genre.COURT, Genre.ANALYSIS, Genre.OTHER})
"""Texts in which a plain past tense may tell of what was long ago."""
_UNTAUGHT: Final = frozenset({Unit.SHIPS})
"""Units that the labels hardly have: what the network thinks of them counts for nothing yet."""
_QUIET: Final = frozenset({Modality.HISTORICAL, Modality.HYPOTHETICAL, Modality.NEGATED})


@dataclass(frozen=True, slots=True)
class Limits:
    """From which probabilities on findings are kept, added and changed."""

    kept: float = KEPT_FROM
    added: float = ADDED_FROM
    alone: float = ALONE_FROM
    modality: float = MODALITY_FROM


class Refusal(StrEnum):
    """Why something that could have been an event was dropped."""

    NETWORK_DOUBTS = "a rule found it, and the network thinks that it is no such event"
    TOO_UNSURE = "the network alone found it, and is not sure enough"
    NOT_NEWS = "the network alone found it, in a text that is no news: fiction, sport, a scenario"
    NO_WORD = "the network alone found it, by a figure that no word tells of"
    NOT_PEOPLE = "the network alone found it, and the figure counts vehicles or units"
    IN_PASSING = "a mention without a figure of what is past, feared or denied"
    TOLD_ELSEWHERE = "the text tells of it again elsewhere; that telling is kept"


@dataclass(frozen=True, slots=True)
class Refused:
    """A finding that became no report, and why."""

    finding: Finding
    why: Refusal


def combined(
    found: Iterable[Finding],
    tellings: Iterable[Telling],
    *,
    in_title: bool,
    limits: Limits = Limits(),
) -> tuple[list[Finding], list[Refused]]:
    """Return the findings of one part of an article, in its order, and what was refused.

    Args:
        found: by rules.
        tellings: of the part's passages, in order.
        in_title: whether the part is the title.
        limits: for measuring others.
    """
    rules = list(found)
    result: list[Finding] = []
    refused: list[Refused] = []
    for telling in tellings:
        own = [one for one in rules if _stands_in(one, telling)]
        rules = [one for one in rules if not _stands_in(one, telling)]
        for one in _of_passage(own, telling, limits, in_title=in_title):
            if isinstance(one, Refused):
                refused.append(one)
            else:
                result.append(one)
    return sorted([*result, *rules], key=lambda one: one.cue), refused


def _of_passage(
    rules: list[Finding], telling: Telling, limits: Limits, *, in_title: bool
) -> Iterator[Finding | Refused]:
    told = [(one, finding_of(telling.passage, one, in_title=in_title)) for one in telling.events]
    taken: set[int] = set()
    for finding in rules:
        match = next(
            (at for at, (_, other) in enumerate(told) if at not in taken and _same(finding, other)),
            None,
        )
        if match is not None:
            taken.add(match)
            yield _agreed(finding, *told[match], limits)
            continue
        judged = replace(finding, probability=_likely(finding, telling))
        bare = next(
            (at for at, (_, other) in enumerate(told) if at not in taken and _bare(judged, other)),
            None,
        )
        if bare is not None:
            taken.add(bare)  # whose a figure is, and what adds up, rules know better
            yield _agreed(finding, *told[bare], limits)
            continue
        kept = (judged.probability or 0.0) >= limits.kept or finding.unit in _UNTAUGHT
        yield judged if kept else Refused(judged, Refusal.NETWORK_DOUBTS)
    for at, (event, finding) in enumerate(told):
        if at in taken:
            continue
        why = _against(event, limits)
        yield finding if why is None else Refused(finding, why)


def _against(told: Told, limits: Limits) -> Refusal | None:
    """Return what speaks against an event that the network found alone."""
    if told.genre in _NO_NEWS:
        return Refusal.NOT_NEWS
    noun = told.figures[0].noun if told.figures else None
    if noun in VEHICLES or noun in FORMATIONS:
        return Refusal.NOT_PEOPLE
    if told.trigger is None:
        return Refusal.NO_WORD
    unknown = noun is not None and told.figures[0].unit is None
    surer = unknown or not told.figures
    wanted = limits.alone if surer else limits.added
    return None if told.probability >= wanted else Refusal.TOO_UNSURE


def _agreed(finding: Finding, told: Told, other: Finding, limits: Limits) -> Finding:
    """Return a finding of both: figures and places by rules, what they mean by the network.

    A rule that found a denial, a condition or a date of old has seen the very words.
    """
    sure = told.modality_probability >= limits.modality and finding.modality not in _QUIET
    if told.modality is Modality.HISTORICAL and told.scope is Scope.EVENT:
        sure = sure and told.genre in _LOOKS_BACK
    return replace(
        finding,
        subtype=other.subtype if finding.event_type is EventType.DETENTION else finding.subtype,
        modality=told.modality if sure else finding.modality,
        actor=finding.actor or other.actor,
        where=finding.where if finding.where.country else other.where,
        scope=told.scope,
        cause=told.cause,
        probability=told.probability,
        passage=other.passage,
        signs=finding.signs | {Sign.NETWORK_AGREES},
    )


def _same(finding: Finding, other: Finding) -> bool:
    """Whether rules and network speak of the same: type, sentence and figure."""
    if not _same_kind(finding, other):
        return False
    if finding.figure_span is None or other.figure_span is None:
        return finding.quantity.bound is other.quantity.bound is Bound.NONE
    return (
        finding.figure_span[0] < other.figure_span[1]
        and other.figure_span[0] < finding.figure_span[1]
    )


def _bare(finding: Finding, other: Finding) -> bool:
    """Whether the network speaks of the same event without a figure."""
    return _same_kind(finding, other) and other.quantity.bound is Bound.NONE


def _same_kind(finding: Finding, other: Finding) -> bool:
    """Whether both are of one type and stand in one sentence."""
    if finding.event_type is not other.event_type or finding.sentence.start != other.sentence.start:
        return False
    casualties = finding.event_type is EventType.CASUALTIES
    return not casualties or finding.subtype in {None, other.subtype}


def _likely(finding: Finding, telling: Telling) -> float:
    """Return what the network thinks of a finding that it did not make."""
    start = finding.sentence.start - telling.passage.start
    kind = finding.event_type, finding.subtype
    if finding.figure_span is not None:
        first, last = finding.figure_span
        return telling.role(start + first, start + last, *kind)
    return telling.mention(start, start + len(finding.sentence.text), *kind)


def _stands_in(finding: Finding, telling: Telling) -> bool:
    start = telling.passage.start
    return start <= finding.sentence.start < start + len(telling.passage.text)
