"""A story as one message shows it: the alert that is news, under the title of the whole. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tocsin.schemas.alert import Alert, AlertKind
from tocsin.schemas.vocabulary import severity_rank
from tocsin.services.notifier.messages.changes import what_changed
from tocsin.services.notifier.store.so_far import SoFar
from tocsin.services.stories.measure import measure_of
from tocsin.services.stories.story import Story, assemble, is_taken_back, story_of


@dataclass(frozen=True, slots=True)
class StoryNotification:
    """What one message says of one story."""

    due: tuple[Alert, ...]
    """The alerts that are news."""
    story: Story
    """With what else was counted of it."""
    is_known: bool
    """Whether the same people were notified of the story before."""

    @property
    def main(self) -> Alert:
        """The alert that the message is about: the worst of those that were not withdrawn."""
        return max(self.due, key=lambda one: (not is_taken_back(one), severity_rank(one.severity)))

    @property
    def shown(self) -> Alert:
        """The alert as the message has it: titled and weighed by its whole story.

        A withdrawal says what was withdrawn.
        """
        main = self.main
        if is_taken_back(main) or len(self.story.measures) == 1:
            return main
        told = {"title": self.story.title, "severity": self.story.severity}
        return main.model_copy(update=told)

    @property
    def is_more(self) -> bool:
        """Whether a further measure comes to a story that people know: no new event."""
        is_first = all(one.kind is AlertKind.INITIAL for one in self.due)
        return self.is_known and is_first and len(self.story.alerts) > 1

    @property
    def change(self) -> str | None:
        """What is new, in words; None for a story that was not sent before."""
        if len(self.story.measures) == 1 and len(self.due) == 1:
            return what_changed(self.main)
        told = [f"{measure_of(one)}: {words}" for one in self.due if (words := what_changed(one))]
        if self.is_more:
            new = ", ".join(measure_of(one) for one in self.due)
            told.append(f"News of a story that you know: {new}.")
        return "\n".join(told) or None


def tellings(alerts: Sequence[Alert], so_far: SoFar) -> list[StoryNotification]:
    """Return what a message says, story by story, in the order of the alerts."""
    found: dict[str, list[Alert]] = {}
    for alert in alerts:
        found.setdefault(story_of(alert), []).append(alert)
    return [
        StoryNotification(tuple(due), _whole(story, due, so_far.others), story in so_far.known)
        for story, due in found.items()
    ]


def _whole(story: str, due: Iterable[Alert], others: Iterable[Alert]) -> Story:
    return assemble([*due, *(one for one in others if story_of(one) == story)])
