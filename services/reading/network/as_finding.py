"""The network's events as findings."""

from typing import Final

from tocsin.schemas.event_types.profiles import PROFILES
from tocsin.schemas.vocabulary import Modality, Resolution, Scope, Unit
from tocsin.services.reading.figures.figure import Figure
from tocsin.services.reading.figures.totals import quantity_of, unit_of
from tocsin.services.reading.finding import EventLocation, Finding
from tocsin.services.reading.languages.figure_relation import FigureRelation
from tocsin.services.reading.network.passage import Passage
from tocsin.services.reading.network.triggers_and_roles import PredictedEvent
from tocsin.services.reading.places.mention import MentionKind, PlaceMention
from tocsin.services.reading.sentences import Sentence

_PEOPLES = frozenset({MentionKind.ADJECTIVE, MentionKind.DEMONYM})
_SURE: Final = 0.99
"""From this probability on the network's modality is kept, whatever single words say."""
_NEAR: Final = 40
_WITHIN: Final = frozenset({", ", " in ", ", in ", " of "})
_FINENESS: Final = {Resolution.COUNTRY: 0, Resolution.REGION: 1, Resolution.CITY: 2}
_FULL_STOPS = (".", "!", "?", '"')


def finding_of(passage: Passage, told: PredictedEvent, *, in_title: bool) -> Finding:
    """Return one event of a passage as a finding of the text that contains the passage."""
    at = told.trigger.span[0] if told.trigger is not None else told.figures[0].start
    anchor = told.figures[0].start if told.figures else at
    sentence = _sentence_at(passage, anchor)
    figure = _standing(passage, told.figures, sentence)
    cue = at if sentence.start <= at < sentence.end else anchor
    return Finding(
        sentence=sentence.moved(passage.start),
        cue=cue + passage.start,
        event_type=told.event.event_type,
        subtype=told.event.subtype,
        quantity=quantity_of(told.figures),
        unit=_unit(told),
        modality=_modality(passage, told, sentence, cue),
        actor=_words(passage, told.actor),
        where=_where(passage, told, sentence),
        figure_span=_span(told.figures, sentence),
        in_title=in_title,
        headline=in_title
        or (sentence.start + passage.start == 0 and not sentence.text.endswith(_FULL_STOPS)),
        scope=_scope(passage, told, sentence),
        cause=told.cause,
        probability=told.probability,
        modality_probability=told.modality_probability,
        passage=passage.start,
        total=figure.total,
        superseded=figure.superseded,
        more=figure.more,
    )


def _modality(passage: Passage, told: PredictedEvent, sentence: Sentence, cue: int) -> Modality:
    sure = told.modality_probability >= _SURE
    at = max(0, cue - sentence.start)
    if not sure and passage.language.is_taken_back(sentence.text[:at], sentence.text[at:]):
        return Modality.NEGATED
    return told.modality


def _scope(passage: Passage, told: PredictedEvent, sentence: Sentence) -> Scope:
    """Return what the figure is a figure of: a total also if the words around it say so."""
    span = _span(told.figures, sentence)
    adds_up = PROFILES[told.event.event_type].counts_persons
    if told.scope is not Scope.EVENT or not adds_up or span is None:
        return told.scope
    return Scope.TOTAL if passage.language.spans_a_period(sentence.text, span) else told.scope


def _unit(told: PredictedEvent) -> Unit | None:
    """Return what is counted: by its noun if that is known, else as the network says."""
    by_noun = unit_of(told.event.event_type, told.figures)
    noun = told.figures[0].unit if told.figures else None
    if noun in {None, Unit.PEOPLE} and by_noun is not Unit.HOUSEHOLDS:
        return told.unit or by_noun
    return by_noun


def _sentence_at(passage: Passage, at: int) -> Sentence:
    return next((one for one in passage.sentences if at < one.end), passage.sentences[-1])


def _standing(passage: Passage, figures: tuple[Figure, ...], sentence: Sentence) -> FigureRelation:
    at = max(0, figures[0].start - sentence.start) if figures else 0
    return passage.language.standing(sentence.text[:at])


def _span(figures: tuple[Figure, ...], sentence: Sentence) -> tuple[int, int] | None:
    """Return the offsets of the figures in their sentence; None if they are in several."""
    if not figures:
        return None
    start, end = figures[0].start - sentence.start, figures[-1].end - sentence.start
    return (start, end) if 0 <= start < end <= len(sentence.text) else None


def _words(passage: Passage, span: tuple[int, int] | None) -> str | None:
    if span is None:
        return None
    return " ".join(passage.text[span[0] : span[1]].split()) or None


def _where(passage: Passage, told: PredictedEvent, sentence: Sentence) -> EventLocation:
    where = told.where
    if PROFILES[told.event.event_type].happens_where_left:
        left = (one for one in passage.places if _is_left(passage, one, sentence))
        where = next(left, told.from_where or where)  # what they leave is where it happens
    whence = told.from_where.country if told.from_where is not None else None
    where = _finest(passage, where)
    if where is None:
        return EventLocation(from_country=whence)
    return EventLocation(
        country=where.country,
        from_country=None if whence == where.country else whence,
        place=where.place,
        stated=where.how not in _PEOPLES,
        of_people=_is_people(where),
    )


def _finest(passage: Passage, where: PlaceMention | None) -> PlaceMention | None:
    """Return the town of "Quetta, Balochistan, Pakistan" if the network chose its country."""
    while where is not None:
        near = (one for one in passage.places if _is_within(passage, one, where))
        finer = next(near, None)
        if finer is None:
            break
        where = finer
    return where


def _is_within(passage: Passage, one: PlaceMention, where: PlaceMention) -> bool:
    """Whether a place comes right before a wider one: "Quetta, Pakistan"."""
    if one.place is None or where.place is None or one.country != where.country:
        return False
    finer = _FINENESS[one.place.resolution] > _FINENESS[where.place.resolution]
    return finer and passage.text[one.end : where.start] in _WITHIN


def _is_left(passage: Passage, place: PlaceMention, sentence: Sentence) -> bool:
    """As in "from eastern Congo", "out of the town of Bria"."""
    inside = sentence.start <= place.start < sentence.end and place.how not in _PEOPLES
    before = passage.text[max(sentence.start, place.start - _NEAR) : place.start]
    return inside and passage.language.is_left(before)


def _is_people(where: PlaceMention) -> bool:
    return where.how in _PEOPLES
