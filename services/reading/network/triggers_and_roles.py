"""From scores to events: which words are triggers, and the roles of figures and places."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from tocsin.schemas.event_types.profiles import PROFILES
from tocsin.schemas.vocabulary import Cause, Modality, Scope, Unit
from tocsin.services.reading.figures.figure import Figure
from tocsin.services.reading.network.classes import (
    CAUSES,
    GENRES,
    MODALITIES,
    PLACE_ROLES,
    SCOPES,
    UNITS,
    EventClass,
    Genre,
)
from tocsin.services.reading.network.encoding import Encoding
from tocsin.services.reading.network.finer_place import finer_place
from tocsin.services.reading.network.heads import Array, Heads, Span, pooled
from tocsin.services.reading.network.passage import Passage
from tocsin.services.reading.places.mention import MentionKind, PlaceMention
from tocsin.services.reading.whereabouts.dateline import starts_in_datelines

FIGURE_LEAST: Final = 0.5
FIGURE_BESIDE: Final = 0.3
"""A figure beside a word of its event may be less sure to be its."""
TRIGGER_LEAST: Final = 0.5
PLACE_LEAST: Final = 0.4
AFAR: Final = np.float32(0.5)
"""A place of another sentence must be the likelier by this."""
DATELINE: Final = np.float32(0.9)
"""Where a report was written is not where it happened, if the text is as sure of another place."""
SCOPE_LEAST: Final = 0.6
GENRE_LEAST: Final = 0.6
_SUM_LEAST: Final = 0.5
_WHERE: Final = PLACE_ROLES.index("where")
_FROM: Final = PLACE_ROLES.index("from")
_TOWNS: Final = frozenset({MentionKind.CITY, MentionKind.REGION})


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that describe an event; characters of the passage."""

    span: Span
    pieces: Span
    event: EventClass
    probability: float


@dataclass(frozen=True, slots=True)
class PredictedEvent:
    """One event of a passage; spans are characters of the passage."""

    event: EventClass
    probability: float
    """That there is such an event, and that the figure is its."""
    trigger: Trigger | None
    figures: tuple[Figure, ...]
    modality: Modality
    modality_probability: float
    scope: Scope
    cause: Cause
    unit: Unit | None
    genre: Genre
    actor: Span | None
    where: PlaceMention | None
    from_where: PlaceMention | None


class PassageScores:
    """What the network says of one passage."""

    def __init__(self, passage: Passage, encoding: Encoding, heads: Heads) -> None:
        """Score words, figures and places.

        Args:
            passage: with the figures and places that rules found in it.
            encoding: of just this passage.
            heads: of the network that made the encoding.
        """
        self.passage = passage
        self._encoding = encoding
        self._heads = heads
        self._classes = heads.classes
        self._scores = heads.triggers(encoding.hidden)
        self._roles = self._roles_of_figures()
        self._genre = _genre(heads.genre(encoding.hidden))
        self._triggers = tuple(self._find_triggers())
        self.events = tuple(self._events())

    def _events(self) -> Iterator[PredictedEvent]:
        free = list(self._triggers)
        told: list[tuple[int, PredictedEvent]] = []
        for at, figures, probabilities in self._figure_events():
            trigger = self._nearest(figures[0], self._classes[at])
            if trigger in free:
                free.remove(trigger)
            likely = float(probabilities[at])
            if likely < FIGURE_LEAST and trigger is not None:
                likely = trigger.probability  # the event is sure, only whose the figure is is not
            event = self._event(self._classes[at], likely, trigger, figures)
            told.append((figures[0].start, event))
        known = {(one.event, self._sentence(start)) for start, one in told}
        for trigger in free:
            key = (trigger.event, self._sentence(trigger.span[0]))
            if key not in known:
                known.add(key)
                event = self._event(trigger.event, trigger.probability, trigger, ())
                told.append((trigger.span[0], event))
        events = [event for _, event in sorted(told, key=lambda one: one[0])]
        yield from (one for one in events if not any(_says_better(two, one) for two in events))

    def _roles_of_figures(self) -> list[tuple[Figure, Array, Array]]:
        """Return each figure with its state and the probabilities of its roles."""
        found = []
        for figure in self.passage.figures:
            pieces = self._encoding.pieces(figure.start, figure.end)
            if pieces is not None:
                state = pooled(self._encoding.hidden, pieces)
                roles = self._without_misfit(figure, self._heads.roles(state[None])[0])
                found.append((figure, state, roles))
        return found

    def _without_misfit(self, figure: Figure, roles: Array) -> Array:
        """Return the roles without the likeliest if words say that the figure does not have it."""
        at = int(roles[:-1].argmax())
        event = self._classes[at]
        one = self.passage.sentences[
            min(self._sentence(figure.start), len(self.passage.sentences) - 1)
        ]
        span = figure.start - one.start, figure.end - one.start
        misfits = self.passage.language.counts_others
        if not misfits(event.event_type, event.subtype, one.text, span):
            return roles
        return np.where(np.arange(len(roles)) == at, 0.0, roles)

    def _find_triggers(self) -> Iterator[Trigger]:
        scores = self._scores
        for at, event in enumerate(self._classes):
            for first, last in _runs(scores[:, at] >= TRIGGER_LEAST):
                span = self._encoding.characters((first, last))
                if span is not None:
                    probability = float(scores[first:last, at].max())
                    yield Trigger(span, (first, last), event, probability)

    def _figure_events(self) -> Iterator[tuple[int, tuple[Figure, ...], Array]]:
        """Yield class, figures and role probabilities; parts of a sum come together."""
        open_: list[tuple[int, list[Figure], Array, Array]] = []
        for figure, state, roles in self._roles:
            at = int(roles[:-1].argmax())
            least = FIGURE_BESIDE if self._is_told(self._classes[at], figure) else FIGURE_LEAST
            if roles[at] < least:
                continue
            for known, figures, _, first in open_:
                if known != at or self._is_with_another(figure, figures):
                    continue
                if self._heads.sums(first, state) >= _SUM_LEAST:
                    if not self._is_part(figures[-1], figure):
                        figures.append(figure)
                    break
            else:
                open_.append((at, [figure], roles, state))
        for at, figures, roles, _ in open_:
            yield at, tuple(figures), roles

    def _is_with_another(self, figure: Figure, figures: list[Figure]) -> bool:
        """Whether a count is joined to one that is none of an earlier sentence's event.

        "Bombs killed at least 20. The dead are fourteen civilians and five soldiers": not 25.
        """
        sentence = self._sentence(figure.start)
        if self._sentence(figures[0].start) == sentence:
            return False
        return any(
            one not in figures
            and one.end <= figure.start
            and self._sentence(one.start) == sentence
            and self.passage.language.are_joined(self.passage.text[one.end : figure.start])
            for one in self.passage.figures
        )

    def _is_part(self, one: Figure, other: Figure) -> bool:
        """Whether a sentence says that its second figure is part of the first: no sum then."""
        together = self._sentence(one.start) == self._sentence(other.start)
        return together and self.passage.language.is_part(self.passage.text[one.end : other.start])

    def _is_told(self, event: EventClass, figure: Figure) -> bool:
        """Whether a word of a figure's sentence describes an event."""
        sentence = self._sentence(figure.start)
        return any(
            one.event == event and self._sentence(one.span[0]) == sentence for one in self._triggers
        )

    def _event(
        self,
        event: EventClass,
        probability: float,
        trigger: Trigger | None,
        figures: tuple[Figure, ...],
    ) -> PredictedEvent:
        spans = [self._encoding.pieces(one.start, one.end) for one in figures[:1]]
        spans += [trigger.pieces] if trigger is not None else []
        anchors = np.stack([pooled(self._encoding.hidden, one) for one in spans if one is not None])
        heads = self._heads
        modality = heads.choice("modality", anchors)
        at = figures[0].start if figures else trigger.span[0] if trigger else 0
        actor = heads.actor(anchors, self._encoding.hidden[: self._behind_sentence(at, trigger)])
        where, whence = self._places(anchors, self._sentence(at), event)
        return PredictedEvent(
            event=event,
            probability=probability,
            trigger=trigger,
            figures=figures,
            modality=MODALITIES[int(modality.argmax())],
            modality_probability=float(modality.max()),
            scope=_scope(heads.choice("scope", anchors)),
            cause=CAUSES[int(heads.choice("cause", anchors).argmax())],
            unit=UNITS[int(heads.choice("unit", anchors).argmax())],
            genre=self._genre,
            actor=self._encoding.characters(actor) if actor is not None else None,
            where=where,
            from_where=whence,
        )

    def _places(
        self, anchors: Array, sentence: int, event: EventClass
    ) -> tuple[PlaceMention | None, PlaceMention | None]:
        mentions, states = self._mentioned
        if not mentions:
            return None, None
        near = [self._sentence(one.start) == sentence for one in mentions]
        roles = self._heads.places(anchors, np.stack(states))
        roles *= np.where(near, np.float32(1), AFAR)[:, None]
        roles *= np.where(self._only_written_there, DATELINE, np.float32(1))[:, None]
        where, whence = (
            mentions[best]
            if roles[best := int(roles[:, role].argmax()), role] >= PLACE_LEAST
            else None
            for role in (_WHERE, _FROM)
        )
        likely = [(one, float(role[_WHERE])) for one, role in zip(mentions, roles, strict=True)]
        beside = frozenset(
            one.start for one, is_near in zip(mentions, near, strict=True) if is_near
        )
        finer = finer_place(
            where,
            likely,
            event.event_type,
            self.passage.text,
            lambda one: one.start in beside,
            self.passage.language,
        )
        return finer, whence

    @cached_property
    def _mentioned(self) -> tuple[list[PlaceMention], list[Array]]:
        """The places that the network has read, with their states."""
        mentions, states = [], []
        for mention in self.passage.places:
            pieces = self._encoding.pieces(mention.start, mention.end)
            if pieces is not None:
                states.append(pooled(self._encoding.hidden, pieces))
                mentions.append(mention)
        return mentions, states

    @cached_property
    def _only_written_there(self) -> list[bool]:
        """Of each of these places, whether it only says where the report was written.

        So it is if the text names another town or region of that country.
        """
        mentions, _ = self._mentioned
        written = starts_in_datelines(self.passage.text, mentions)
        within = {one.country for one in mentions if one.start not in written and one.how in _TOWNS}
        return [one.start in written and one.country in within for one in mentions]

    def _nearest(self, figure: Figure, event: EventClass) -> Trigger | None:
        """Return the trigger of a class that is nearest to a figure, in its sentence first."""
        of_class = [one for one in self._triggers if one.event == event]
        sentence = self._sentence(figure.start)
        return min(
            of_class,
            key=lambda one: (
                self._sentence(one.span[0]) != sentence,
                max(one.span[0] - figure.end, figure.start - one.span[1]),
            ),
            default=None,
        )

    def _behind_sentence(self, at: int, trigger: Trigger | None) -> int:
        """Return how many pieces come before the end of an event's sentence.

        A later sentence almost never names the actor: 11 of 10,500 labelled ones are there.
        """
        last = max(self._sentence(one) for one in (at, trigger.span[0] if trigger else at))
        if last >= len(self.passage.sentences):
            return len(self._encoding.offsets)
        end = self.passage.sentences[last].end
        offsets = self._encoding.offsets
        return next((n for n, one in enumerate(offsets) if one and one[0] >= end), len(offsets))

    def _sentence(self, at: int) -> int:
        return next(
            (n for n, one in enumerate(self.passage.sentences) if at < one.end),
            len(self.passage.sentences),
        )


def _says_better(one: PredictedEvent, other: PredictedEvent) -> bool:
    """Whether words describe the one subtype and not, without a figure, of the other.

    Reservists who are called to the front are called up or deployed: one event, not two.
    """
    if one.event == other.event or other.figures or one.trigger is None or other.trigger is None:
        return False
    if one.event.event_type is not other.event.event_type:
        return False
    if not PROFILES[one.event.event_type].subtypes_overlap:
        return False
    mine, theirs = one.trigger.span, other.trigger.span
    overlap = mine[0] < theirs[1] and theirs[0] < mine[1]
    return overlap and (bool(one.figures) or one.probability > other.probability)


def _genre(probabilities: Array) -> Genre:
    """Return the likeliest genre; what is not clearly another one is news."""
    best = int(probabilities.argmax())
    return GENRES[best] if probabilities[best] >= GENRE_LEAST else Genre.NEWS


def _scope(probabilities: Array) -> Scope:
    """Return the likeliest scope; what is not clearly a total or a stock is of the event."""
    best = int(probabilities.argmax())
    return SCOPES[best] if probabilities[best] >= SCOPE_LEAST else Scope.EVENT


def _runs(flags: np.ndarray) -> Iterator[Span]:
    """Yield the stretches of true values; a single false one within does not part them."""
    first, behind = -1, -1
    for at in map(int, np.flatnonzero(flags)):
        if first >= 0 and at - behind > 1:
            yield first, behind
            first = -1
        first = at if first < 0 else first
        behind = at + 1
    if first >= 0:
        yield first, behind
