"""One situation of one sentence, read as a finding."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from schemas.vocabulary import EventType, Modality
from services.detector.reading.attachment.actors import actor_of
from services.detector.reading.attachment.anaphora import is_own
from services.detector.reading.attachment.relation import (
    is_another,
    is_more,
    is_subfigure,
    is_taken_back,
    is_total,
)
from services.detector.reading.attachment.totals import bearing, quantity_of, unit_of
from services.detector.reading.confidence.signs import signs_of
from services.detector.reading.finding import Finding
from services.detector.reading.meaning.custody import detention_subtype
from services.detector.reading.meaning.harm import is_either
from services.detector.reading.meaning.situation import Situation
from services.detector.reading.modality.background import is_ancient
from services.detector.reading.modality.modality import modality
from services.detector.reading.modality.when import (
    Age,
    age_of,
    in_court,
    is_charge,
    is_reproach,
    past_year_of,
)
from services.detector.reading.sentences import Sentence
from services.detector.reading.whereabouts.country import where

_FULL_STOPS: Final = (".", "!", "?", '"')


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence stands: when it was published, in the title or not, and behind what."""

    published: datetime | None
    in_title: bool
    before: str = ""
    """The sentence before, where it can date this one: in the same paragraph, far from the top."""
    depth: int = 0
    """Characters of the story before it, but for surplus blanks and a title that it repeats."""


def finding_of(sentence: Sentence, situation: Situation, setting: Setting) -> Finding:
    """Return what a situation tells: how many, whether and when, who and where."""
    tokens, cue = situation.tokens, situation.cue
    figures = bearing(situation)
    start, end = _span(situation)
    subtype = detention_subtype(situation) if cue.event_type is EventType.DETENTION else cue.subtype
    if is_either(situation):
        subtype = None
    told = modality(tokens, cue, situation.group, _first_token(situation))
    age = _age(situation, setting)
    dated = told is Modality.OCCURRED or (told is Modality.ANNOUNCED and age.year is not None)
    if age.old and dated:
        told = Modality.HISTORICAL
    agent = situation.agent if cue.event_type is EventType.TERRITORIAL_CAPTURE else situation.theme
    span = None
    if figures and is_own(situation, figures[0]):
        last = figures[-1] if len(figures) > 1 else figures[0]
        span = (figures[0].start, last.end)
    headline = setting.in_title or (sentence.start == 0 and not sentence.text.endswith(_FULL_STOPS))
    return Finding(
        sentence=sentence,
        cue=sentence.start + tokens[cue.start].start,
        event_type=cue.event_type,
        subtype=subtype,
        quantity=quantity_of(figures, situation.theme.singles if situation.theme else 0),
        unit=unit_of(cue.event_type, figures),
        modality=told,
        actor=actor_of(tokens, agent, (cue.start, cue.end)),
        where=where(tokens, (start, end), situation.places, cue.event_type),
        figure_span=span,
        in_title=setting.in_title,
        headline=headline,
        signs=signs_of(situation, setting.depth, headline=headline),
        total=is_total(situation),
        ancient=is_ancient(age.year, setting.published),
        part=is_subfigure(situation),
        superseded=is_taken_back(situation),
        more=is_more(situation),
        another=is_another(situation),
    )


def _age(situation: Situation, setting: Setting) -> Age:
    """Return the age of what the cue tells by its own clause, or by a trial it is told in."""
    first, last = _first_token(situation), situation.cue.end
    if situation.theme is not None:
        last = max(last, situation.theme.end)
    if situation.cue.event_type is EventType.CASUALTIES and (
        is_charge(situation.tokens, situation.cue.start) or is_reproach(situation.tokens, first)
    ):
        return Age(old=True)
    age = age_of(situation.tokens, (first, last), setting.published)
    if age.year is not None and _is_of_now(situation):
        age = Age()
    if age.old is None and setting.before and not _is_of_now(situation):
        past = past_year_of(setting.before, setting.published) is not None
        age = Age(old=True) if past else age
    tried = situation.cue.event_type is EventType.CASUALTIES and in_court(situation.tokens)
    return Age(old=True) if age.old is None and tried else age


def _is_of_now(situation: Situation) -> bool:
    """Whether the verb says that it is new: "will leave", "has mobilised the drafts of 2018"."""
    group = situation.group
    if group is None:
        return False
    words = {token.lower for token in situation.tokens[group.start : group.at]}
    return bool(words & {"will", "'ll", "shall"}) or (
        bool(words & {"has", "have"}) and "since" not in {one.lower for one in situation.tokens}
    )


def _first_token(situation: Situation) -> int:
    starts = [situation.cue.start]
    if situation.group is not None:
        starts.append(situation.group.start)
    starts.extend(one.start for one in (situation.theme, situation.agent) if one is not None)
    return min(starts)


def _span(situation: Situation) -> tuple[int, int]:
    tokens, cue = situation.tokens, situation.cue
    start, end = tokens[cue.start].start, tokens[cue.end - 1].end
    if situation.theme is not None and situation.theme.start < situation.theme.end:
        start = min(start, tokens[situation.theme.start].start)
        end = max(end, tokens[situation.theme.end - 1].end)
    return start, end
