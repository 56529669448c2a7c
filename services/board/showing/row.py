"""An alert as a line of the list; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from tocsin.schemas.alert import Alert, AlertKind, SourceReport
from tocsin.schemas.fields.languages import direction_of
from tocsin.schemas.report import Evidence
from tocsin.schemas.vocabulary import NOT_REAL, MsgType, Severity, Status, Unit
from tocsin.services.board.showing.words import FigureText, event_of, figure_of, range_of
from tocsin.services.board.state.desk import Handled
from tocsin.services.board.state.facts import is_silenced
from tocsin.services.controls.handling import MOST_PRESSING_FIRST, Handling
from tocsin.services.plain_text import plain
from tocsin.services.stories.measure import done_of, measure_of
from tocsin.services.stories.place import where
from tocsin.services.stories.story import Story
from tocsin.services.watcher.rendering import open_ended, spoken_source, what_changed

MOST_BEFORE: Final = 110
"""Characters of a sentence before its figure if there is little room."""


NOT_HANDLED: Final = Handled(Handling.NOTHING_DUE)


class DisplayStatus(StrEnum):
    """What makes an alert less than a live one; the first that applies is shown."""

    RETRACTED = "Retracted"
    EXERCISE = "Exercise"
    TEST = "Test"
    SILENCED = "Silenced"
    EXPIRED = "Quiet"
    LIVE = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence with its figure set apart; without one, all of it comes before."""

    before: str
    figure: str
    after: str
    language: str = "en"

    @property
    def direction(self) -> str:
        """How it is written: `ltr` or `rtl`."""
        return direction_of(self.language)


@dataclass(frozen=True, slots=True)
class Measure:
    """What one alert of a story counts."""

    alert_id: str
    words: str
    """"164 injured"."""
    severity: Severity


@dataclass(frozen=True, slots=True)
class Row:
    """What the list shows of an alert or a story; all text is plain, none is HTML."""

    id: str
    """The story's; of one alert alone, its own."""
    alert: Alert
    """The worst of a story."""
    standing: DisplayStatus
    figure: FigureText
    range: str
    event: str
    where: str
    quote: Quote
    outlets: str
    change: str
    sure: str
    note: str = ""
    """What else there is to say about it."""
    handled: Handled = NOT_HANDLED
    measures: tuple[Measure, ...] = ()
    """Of a story of several: what the others count besides the alert's own figure."""
    revision: int = 1
    """Of all its alerts together, so that any news of it changes it."""

    @property
    def handling(self) -> Handling:
        """Who is dealing with it."""
        return self.handled.handling

    @property
    def acknowledged_by(self) -> str:
        """Who acknowledged it last; empty if nobody did."""
        said = self.handled.acknowledgement
        return "" if said is None else plain(said.author)

    @property
    def acknowledged_at(self) -> datetime | None:
        """When that was."""
        said = self.handled.acknowledgement
        return None if said is None else said.at

    @property
    def assignee(self) -> str:
        """Who deals with it; empty if nobody is named."""
        return plain(self.handled.assignee or "")


def row(alert: Alert, note: str = "", handled: Handled = NOT_HANDLED) -> Row:
    """Return an alert as the list shows it, with what else there is to say about it."""
    spoken = spoken_source(alert)
    return Row(
        id=alert.id,
        alert=alert,
        standing=standing(alert),
        figure=figure_of(alert),
        range=range_of(alert),
        event=event_of(alert),
        where=where(alert),
        quote=_in_short(quote(spoken.evidence, spoken.language)),
        outlets=_outlets(alert, spoken),
        change=what_changed(alert).removeprefix(f"{alert.kind}: "),
        sure=_sure(alert),
        note=plain(note),
        handled=handled,
        revision=alert.revision,
    )


def story_row(
    story: Story, newest: datetime, note: str = "", handled: Handled = NOT_HANDLED
) -> Row:
    """Return a story as the list shows it: its worst alert, and what else was counted.

    Args:
        story: with at least one alert.
        newest: its last publication.
        note: what else there is to say about it.
        handled: who is dealing with it.
    """
    alone = row(story.lead, note, handled)
    gone = tuple(f"taken back: {measure_of(one)}" for one in story.taken_back)
    standings = {standing(one) for one in story.alerts}
    told = replace(
        alone,
        id=story.id,
        alert=story.lead.model_copy(update={"last_published_at": newest}),
        standing=DisplayStatus.LIVE if DisplayStatus.LIVE in standings else alone.standing,
        note=". ".join(filter(None, (alone.note, *gone))),
        revision=sum(one.revision for one in (*story.alerts, *story.taken_back)),
    )
    if len(story.measures) == 1:
        return told
    return replace(
        told,
        event=story.event,
        where=story.where,
        figure=replace(told.figure, unit=_done(story.lead)),
        measures=tuple(
            Measure(one.id, measure_of(one), one.severity)
            for one in story.measures
            if one.id != story.lead.id
        ),
    )


def _done(alert: Alert) -> str:
    """Return what comes after the figure: "killed", "troops killed"."""
    unit = "" if alert.unit in {None, Unit.PEOPLE} else f"{alert.unit} "
    return f"{unit}{done_of(alert)}"


def handled_of(alerts: Sequence[Handled]) -> Handled:
    """Return who is dealing with a story: as its most pressing alert."""
    return min(alerts, key=lambda one: MOST_PRESSING_FIRST.index(one.handling))


def standing(alert: Alert) -> DisplayStatus:
    """Return what an alert is, shown before all else."""
    if alert.msg_type is MsgType.CANCEL:
        return DisplayStatus.RETRACTED
    if alert.status in NOT_REAL:
        return DisplayStatus.EXERCISE if alert.status is Status.EXERCISE else DisplayStatus.TEST
    if is_silenced(alert):
        return DisplayStatus.SILENCED
    return DisplayStatus.EXPIRED if alert.kind is AlertKind.EXPIRED else DisplayStatus.LIVE


def quote(evidence: Evidence, language: str) -> Quote:
    """Return the sentence in three parts; offsets that do not fit it mark nothing."""
    sentence = evidence.sentence
    start, end = evidence.figure or (0, 0)
    if not 0 <= start < end <= len(sentence):
        return Quote(plain(sentence), "", "", language)
    before, figure, after = sentence[:start], sentence[start:end], sentence[end:]
    return Quote(open_ended(before), plain(figure), open_ended(after), language)


def _in_short(quoted: Quote) -> Quote:
    """Cut what comes before a late figure, so that two lines show it."""
    before = quoted.before
    if not quoted.figure or len(before) <= MOST_BEFORE:
        return quoted
    return replace(quoted, before=f"… {before[-MOST_BEFORE:].partition(' ')[2]}")


def _sure(alert: Alert) -> str:
    """How sure it is and by how many who do not copy each other: "likely, 2 sources"."""
    count = alert.independent_sources
    said = f"{alert.certainty.lower()}, {'one source' if count == 1 else f'{count} sources'}"
    denials = sum(source.denies for source in alert.sources)
    return f"{said}, denied by {denials}" if denials else said


def _outlets(alert: Alert, spoken: SourceReport) -> str:
    """Return who says so: the outlet of the sentence, and how many others."""
    names = [plain(one.source or "") for one in (spoken, *reversed(alert.sources))]
    distinct = list(dict.fromkeys(name for name in names if name))
    if not distinct:
        return "An unnamed outlet"
    more = len(distinct) - 1
    return distinct[0] if not more else f"{distinct[0]} and {more} more"
