"""Whether a silence covers an alert, whenever that is; pure."""

from tocsin.schemas.alert import Alert
from tocsin.schemas.control import Silence
from tocsin.schemas.vocabulary import severity_rank
from tocsin.services.areas.matching import Whereabouts, ground
from tocsin.services.stories.story import story_of


class Cover:
    """A silence, ready to be held against many alerts."""

    def __init__(self, silence: Silence) -> None:
        self._silence = silence
        self._ground = None if silence.area is None else ground(silence.area)

    def holds(self, alert: Alert) -> bool:
        """Return whether the silence covers an alert; a crossing is of both its countries.

        A story's id is that of its first alert, so a silence still covers an alert that has
        joined another story since.
        """
        silence = self._silence
        return (
            silence.event_type in {None, alert.event_type}
            and silence.rule_id in {None, alert.rule_id}
            and silence.country in {None, alert.country, alert.from_country}
            and silence.alert_id in {None, alert.id}
            and silence.story_id in {None, story_of(alert), alert.id}
            and _is_mild_enough(silence, alert)
            and _is_at_the_place(silence, alert)
            and self._is_in_the_area(alert)
        )

    def _is_in_the_area(self, alert: Alert) -> bool:
        """Return whether it lies there; what may lie elsewhere rings, unless silenced too."""
        if self._ground is None:
            return True
        where = self._ground.whereabouts(alert)
        is_unsure = where is Whereabouts.UNSURE
        return where is Whereabouts.INSIDE or (self._silence.country_only and is_unsure)


def covers(silence: Silence, alert: Alert) -> bool:
    """Return whether one alert is what a silence names."""
    return Cover(silence).holds(alert)


def _is_mild_enough(silence: Silence, alert: Alert) -> bool:
    if silence.severity is None:
        return True
    rank = severity_rank
    return rank(alert.severity) <= rank(silence.severity)


def _is_at_the_place(silence: Silence, alert: Alert) -> bool:
    if silence.place is None:
        return True
    return alert.place is not None and alert.place.name.casefold() == silence.place.casefold()
