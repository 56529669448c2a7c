"""Which stories were shown already, so that a further measure is not taken for a new event; pure.

Memory is bounded: the stories that nothing came of for longest are forgotten first.
"""

from collections import OrderedDict
from typing import Final

from tocsin.schemas.alert import Alert
from tocsin.services.stories.story import Story, assemble, story_of

MOST_REMEMBERED: Final = 5_000
"""Stories; of each alert one source is kept, some 2 kB."""


class StoriesShown:
    """Remembers the alerts shown last by their stories."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._alerts: OrderedDict[str, dict[str, Alert]] = OrderedDict()
        self._story_of: dict[str, str] = {}

    def show(self, alert: Alert) -> Story | None:
        """Remember an alert; return its story if other alerts of it were shown before."""
        self._leave_other_story(alert)
        story = story_of(alert)
        alerts = self._alerts.setdefault(story, {})
        self._alerts.move_to_end(story)
        known = alerts.get(alert.id)
        if known is None or known.revision < alert.revision:
            alerts[alert.id] = alert.model_copy(update={"sources": alert.sources[-1:]})
            self._story_of[alert.id] = story
        self._forget_the_oldest()
        told = assemble(alerts.values())
        return told if told.besides(alert) else None

    def _leave_other_story(self, alert: Alert) -> None:
        """Forget an alert where its story was another: only the newest revision counts."""
        before = self._story_of.get(alert.id)
        if before is None or before == story_of(alert):
            return
        self._alerts[before].pop(alert.id)
        if not self._alerts[before]:
            del self._alerts[before]
        del self._story_of[alert.id]

    def _forget_the_oldest(self) -> None:
        if len(self._alerts) > self._most:
            _, alerts = self._alerts.popitem(last=False)
            for alert_id in alerts:
                del self._story_of[alert_id]
