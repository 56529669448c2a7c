"""One event described twice in one text is one report."""

import calendar
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from tocsin.schemas.event_types.profiles import PROFILES
from tocsin.schemas.report import Place, Quantity
from tocsin.schemas.vocabulary import Bound, Modality, Resolution, Unit
from tocsin.services.reading.figures.totals import add
from tocsin.services.reading.finding import Finding
from tocsin.services.reading.languages.english import ENGLISH
from tocsin.services.reading.languages.language import Language

_EXACTNESS: Final = {
    Bound.NONE: 0,
    Bound.VAGUE: 1,
    Bound.MAX: 2,
    Bound.APPROX: 3,
    Bound.MIN: 3,
    Bound.RANGE: 3,
    Bound.EXACT: 4,
}
_BACKGROUND: Final = frozenset({Modality.HISTORICAL, Modality.HYPOTHETICAL, Modality.NEGATED})
_TENFOLD: Final = 10
"""Dozens are fewer than hundreds."""
_REMEMBERED: Final = 60
"""How many events back a repetition is searched; bounds the time of a text that is a list."""
_APART: Final = re.compile(r"\b(?:another|separate(?:ly)?|elsewhere|meanwhile)\b", re.IGNORECASE)
_SOMEWHERE: Final = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear) (?:the (?:town|village|city|district) of )?([A-Z]\w+)"
)
_DATES: Final = frozenset(calendar.month_name) | frozenset(calendar.day_name)
_PARAGRAPH: Final = 2
"""Line breaks between two paragraphs; the next one starts afresh."""


def merge(
    findings: tuple[Finding, ...], text: str, language: Language = ENGLISH
) -> tuple[Finding, ...]:
    """Return one finding for each event, in the order of the text that they were found in."""
    merged: list[Finding] = []
    for finding in findings:
        for index in range(max(0, len(merged) - _REMEMBERED), len(merged)):
            known = merged[index]
            join = _joiner(known, finding, text, language)
            if join is not None:
                merged[index] = join(known, finding)
                break
        else:
            merged.append(finding)
    return tuple(merged)


def _joiner(
    one: Finding, other: Finding, text: str, language: Language
) -> Callable[[Finding, Finding], Finding] | None:
    """Return how two findings of one event become one; None for two events."""
    if (one.event_type, one.subtype) != (other.event_type, other.subtype):
        return None
    if _contradict(one, other):
        return None
    both = one.quantity.bound is not Bound.NONE and other.quantity.bound is not Bound.NONE
    superseded = both and (other.superseded or one.superseded)
    if both and (_elsewhere(one, other) or (not superseded and _told_apart(one, other, language))):
        return None
    if superseded:
        return _without_superseded
    if not both or one.total or other.total or _same_figure(one, other):
        return _better_of
    groups = PROFILES[one.event_type].counts_persons
    groups = groups and Bound.MAX not in {one.quantity.bound, other.quantity.bound}
    if groups and _in_one_breath(one, other, text) and not _is_part_of(other, one, language):
        return _sum_of
    return _better_of


def _told_apart(one: Finding, other: Finding, language: Language) -> bool:
    """Whether the network read both at once and took them for two events, or for other things.

    Read at once, a later and smaller figure is one more telling, of a part or of an earlier count,
    unless the words set it apart.
    """
    if _same_figure(one, other):
        return False
    if one.scope is not other.scope:
        return True
    if one.quantity == other.quantity or one.total or other.total:
        return False
    if _spells_out(one.quantity, other.quantity) or _spells_out(other.quantity, one.quantity):
        return False
    if one.passage != other.passage or one.in_title != other.in_title:
        return False
    if _named_elsewhere(one, other):
        return True
    if one.sentence == other.sentence:
        return not _is_part_of(other, one, language)
    grows = _size(other.quantity) > _size(one.quantity)
    return grows or _APART.search(other.sentence.text) is not None


def _is_part_of(other: Finding, one: Finding, language: Language) -> bool:
    """Whether one sentence says that its second figure is part of the first."""
    if one.sentence != other.sentence or one.figure_span is None or other.figure_span is None:
        return False
    between = one.sentence.text[one.figure_span[1] : other.figure_span[0]]
    return _size(other.quantity) < _size(one.quantity) and language.is_part(between)


def _named_elsewhere(one: Finding, other: Finding) -> bool:
    """Whether both name a place, and not the same; the gazetteer does not know every village."""
    places = [_narrow(each.where.place) for each in (one, other)]
    if None not in places and places[0] != places[1]:
        return True
    if one.sentence == other.sentence:
        return False
    named = {match[1] for match in _SOMEWHERE.finditer(other.sentence.text)}
    return any(one.sentence.text.find(name) < 0 for name in named - _DATES)


def _narrow(place: Place | None) -> Place | None:
    return None if place is None or place.resolution is Resolution.COUNTRY else place


def _spells_out(vague: Quantity, other: Quantity) -> bool:
    """As 31 spells out "dozens"."""
    least = vague.low or 0
    return vague.bound is Bound.VAGUE and least <= _size(other) < _TENFOLD * least


def _same_figure(one: Finding, other: Finding) -> bool:
    return one.sentence == other.sentence and one.figure_span == other.figure_span


def _in_one_breath(one: Finding, other: Finding, text: str) -> bool:
    """Whether both are in one sentence, or the next one says that its figure comes on top."""
    if one.sentence == other.sentence:
        return True
    # however many blanks are between: a page has fewer than a text that somebody copied
    between = text[one.sentence.end : other.sentence.start]
    in_order = one.in_title == other.in_title and one.sentence.end <= other.sentence.start
    next_one = in_order and not between.strip() and between.count("\n") < _PARAGRAPH
    return other.more and next_one and _size(other.quantity) <= _size(one.quantity)


def _contradict(one: Finding, other: Finding) -> bool:
    """Whether one is background to the other: a toll of years ago beside today's.

    Background without a figure is not an event of its own: the text is about it anyway.
    """
    if one.modality == other.modality or _is_retold(one, other):
        return False
    figured = [each for each in (one, other) if each.quantity.bound is not Bound.NONE]
    if len(figured) == 1:
        return figured[0].modality is Modality.HISTORICAL
    if not figured:
        return False
    return one.modality in _BACKGROUND or other.modality in _BACKGROUND


def _is_retold(one: Finding, other: Finding) -> bool:
    """Whether both give the same figure: a text that returns to its event describes it as past."""
    modalities = {one.modality, other.modality}
    past = modalities == {Modality.OCCURRED, Modality.HISTORICAL}
    return past and one.quantity == other.quantity and _size(one.quantity) > 1


def _elsewhere(one: Finding, other: Finding) -> bool:
    """Whether both sentences say where, and it is not the same country.

    Who crosses a border leaves one country and enters the other: a headline names either.
    """
    mine, theirs = one.where, other.where
    crossed = mine.country == theirs.from_country or theirs.country == mine.from_country
    return mine.stated and theirs.stated and mine.country != theirs.country and not crossed


def _without_superseded(one: Finding, other: Finding) -> Finding:
    return one if other.superseded else other


def _sum_of(one: Finding, other: Finding) -> Finding:
    households = (one.unit is Unit.HOUSEHOLDS) != (other.unit is Unit.HOUSEHOLDS)
    if households:
        return one
    return _completed(replace(one, quantity=add(one.quantity, other.quantity)), other)


def _better_of(one: Finding, other: Finding) -> Finding:
    """Keep the first telling unless the later one has the better figure."""
    better, rest = (other, one) if _better(one, other) else (one, other)
    return _completed(_seen_twice(better, rest), rest)


def _seen_twice(better: Finding, rest: Finding) -> Finding:
    """Note whether another sentence gives the same figure."""
    told = better.quantity.bound is not Bound.NONE and better.sentence != rest.sentence
    return replace(better, told_twice=True) if told and better.quantity == rest.quantity else better


def _completed(better: Finding, rest: Finding) -> Finding:
    """Fill what the better telling leaves open from the other one."""
    return replace(
        better,
        unit=better.unit or rest.unit,
        actor=better.actor or rest.actor,
        where=better.where if better.where.country else rest.where,
        total=better.total or rest.total,
    )


def _better(one: Finding, other: Finding) -> bool:
    mine, theirs = _EXACTNESS[one.quantity.bound], _EXACTNESS[other.quantity.bound]
    if mine == theirs == 0:
        return one.modality in _BACKGROUND and other.modality not in _BACKGROUND
    if mine == 0 or theirs == 0:
        return theirs > mine
    low, high = _size(one.quantity), _size(other.quantity)
    if one.quantity.bound is Bound.MIN and high < low and not one.total and not other.total:
        return False  # fewer than "at least" a number: a part, or an earlier count
    if low == 1 < high and not one.total:
        return True  # one victim described alone, among many
    if one.total != other.total:
        return other.total and (high >= low or mine < theirs)
    if other.total:
        return high >= low  # a toll given again later is the revised one
    if one.headline:
        return high >= low or theirs > mine
    return theirs > mine and high >= low


def _size(quantity: Quantity) -> int:
    return quantity.figure or 0
