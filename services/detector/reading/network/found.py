"""What the network tells of, as findings."""

from schemas.vocabulary import Unit
from services.detector.reading.attachment.relation import TAKEN_BACK
from services.detector.reading.attachment.totals import quantity_of
from services.detector.reading.confidence.sign import Sign
from services.detector.reading.figures.figure import Figure
from services.detector.reading.finding import Finding, Where
from services.detector.reading.network.passage import Passage
from services.detector.reading.network.telling import Told
from services.detector.reading.places.mention import Mention, MentionKind
from services.detector.reading.sentences import Sentence

_PEOPLES = frozenset({MentionKind.ADJECTIVE, MentionKind.DEMONYM})
_NEAR = 8
"""Words before a figure that may say that it no longer holds."""
_FULL_STOPS = (".", "!", "?", '"')


def finding_of(passage: Passage, told: Told, *, in_title: bool) -> Finding:
    """Return one event of a passage as a finding of the text that the passage stands in."""
    at = told.trigger.span[0] if told.trigger is not None else told.figures[0].start
    anchor = told.figures[0].start if told.figures else at
    sentence = _sentence_at(passage, anchor)
    cue = at if sentence.start <= at < sentence.end else anchor
    return Finding(
        sentence=Sentence(
            sentence.start + passage.start, sentence.end + passage.start, sentence.text
        ),
        cue=cue + passage.start,
        event_type=told.event.event_type,
        subtype=told.event.subtype,
        quantity=quantity_of(told.figures),
        unit=_unit(told),
        modality=told.modality,
        actor=_words(passage, told.actor),
        where=_where(told),
        figure_span=_span(told.figures, sentence),
        in_title=in_title,
        headline=in_title
        or (sentence.start + passage.start == 0 and not sentence.text.endswith(_FULL_STOPS)),
        signs=frozenset({Sign.BY_NETWORK}),
        scope=told.scope,
        cause=told.cause,
        probability=told.probability,
        passage=passage.start,
        superseded=_is_taken_back(told.figures, sentence),
    )


def _unit(told: Told) -> Unit | None:
    """Return what is counted: by its noun where that is one of ours, else as the network says."""
    noun = told.figures[0].unit if told.figures else None
    return told.unit if noun in {None, Unit.PEOPLE} else noun


def _sentence_at(passage: Passage, at: int) -> Sentence:
    return next((one for one in passage.sentences if at < one.end), passage.sentences[-1])


def _is_taken_back(figures: tuple[Figure, ...], sentence: Sentence) -> bool:
    """As in "an earlier count had put it at 1,037"."""
    if not figures:
        return False
    before = sentence.text[: max(0, figures[0].start - sentence.start)].lower().split()
    return not TAKEN_BACK.isdisjoint(before[-_NEAR:])


def _span(figures: tuple[Figure, ...], sentence: Sentence) -> tuple[int, int] | None:
    """Return where the figures stand in their sentence; None if they stand in several."""
    if not figures:
        return None
    start, end = figures[0].start - sentence.start, figures[-1].end - sentence.start
    return (start, end) if 0 <= start < end <= len(sentence.text) else None


def _words(passage: Passage, span: tuple[int, int] | None) -> str | None:
    if span is None:
        return None
    return " ".join(passage.text[span[0] : span[1]].split()) or None


def _where(told: Told) -> Where:
    whence = told.from_where.country if told.from_where is not None else None
    where = told.where
    if where is None:
        return Where(from_country=whence)
    return Where(
        country=where.country,
        from_country=None if whence == where.country else whence,
        place=where.place,
        stated=where.how not in _PEOPLES,
        of_people=_is_people(where),
    )


def _is_people(where: Mention) -> bool:
    return where.how in _PEOPLES
