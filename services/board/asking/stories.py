"""The stories that the board holds, each shown once: its alerts as a single line; pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from tocsin.services.board.asking.selecting import Wanted, cursor_of
from tocsin.services.board.state.book import AlertBook, Held, Place
from tocsin.services.controls.handling import MOST_PRESSING_FIRST
from tocsin.services.stories.story import Story, assemble, story_of


@dataclass(frozen=True, slots=True)
class HeldStory:
    """A story as it is now: what filters and counts see, and the alerts that are shown of it."""

    id: str
    one: Held
    """All of it as if it were one alert: the worst, with what is known of the others."""
    alerts: tuple[Held, ...]
    place: Place
    """Its place in the order: that of its newest alert."""

    @property
    def story(self) -> Story:
        """The story, put together."""
        return assemble(held.alert for held in self.alerts)


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A part of the stories that fit."""

    stories: tuple[HeldStory, ...]
    next: str | None
    """Cursor of those that follow; None if none do."""


def story_page(book: AlertBook, wanted: Wanted, after: Place | None, most: int) -> StoryPage:
    """Return the newest stories that fit, at most `most`, after `after`."""
    fitting = (one for one in newest_first(book, wanted, after) if wanted.wants(one.one))
    shown = tuple(islice(fitting, most))
    is_more = bool(shown) and next(fitting, None) is not None
    return StoryPage(shown, cursor_of(shown[-1].place) if is_more else None)


def wanted_story(book: AlertBook, wanted: Wanted, story_id: str) -> HeldStory | None:
    """Return a story, or None if it does not fit or nothing of it is shown."""
    shown = _shown(book.of_story(story_id), wanted)
    if not shown:
        return None
    held = _together(story_id, shown)
    return held if wanted.wants(held.one) else None


def newest_first(
    book: AlertBook, wanted: Wanted, after: Place | None = None
) -> Iterator[HeldStory]:
    """Return each story at the place of its newest alert; what is hidden of it comes by itself.

    So who counts what is silenced or folded away finds it.
    """
    for held in book.newest_first(after):
        story_id = story_of(held.alert)
        alerts = book.of_story(story_id)
        if len(alerts) == 1 or is_hidden(held, wanted):
            yield _together(story_id, (held,))
            continue
        shown = _shown(alerts, wanted)
        if held.place == max(one.place for one in shown):
            yield _together(story_id, shown)


def is_hidden(held: Held, wanted: Wanted) -> bool:
    """Return whether an alert is left out of its story: silenced, or over and folded away."""
    return (held.facts.is_silenced and not wanted.query.silenced) or wanted.folds(held)


def _shown(alerts: tuple[Held, ...], wanted: Wanted) -> tuple[Held, ...]:
    return tuple(one for one in alerts if not is_hidden(one, wanted))


def _together(story_id: str, alerts: tuple[Held, ...]) -> HeldStory:
    if len(alerts) == 1:
        (alone,) = alerts
        return HeldStory(story_id, alone, alerts, alone.place)
    newest = max(alerts, key=lambda held: held.place)
    by_id = {held.alert.id: held for held in alerts}
    lead = by_id[assemble(held.alert for held in alerts).lead.id]
    facts = [held.facts for held in alerts]
    moment = newest.alert.last_published_at
    one = Held(
        alert=lead.alert.model_copy(update={"last_published_at": moment}),
        facts=replace(
            lead.facts,
            words="\n".join(fact.words for fact in facts),
            types=frozenset().union(*(fact.types for fact in facts)),
            countries=frozenset().union(*(fact.countries for fact in facts)),
            day=newest.facts.day,
            is_open=any(fact.is_open for fact in facts),
            subregions=frozenset().union(*(fact.subregions for fact in facts)),
            is_silenced=all(fact.is_silenced for fact in facts),
        ),
        revisions=lead.revisions,
        handling=min((held.handling for held in alerts), key=MOST_PRESSING_FIRST.index),
    )
    return HeldStory(story_id, one, alerts, newest.place)
