"""A lane: one route's way to one target, at its begin or at a step of its escalation. Pure."""

from dataclasses import dataclass
from typing import Final

_STEP: Final = "+"
"""Stands in no name, so a lane reads back from its text."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Where messages wait and are sent, one after the other."""

    route: str
    target: str
    step: int = 0
    """0: notified at once. Further ones are notified while nobody acknowledges the alert."""

    @property
    def way(self) -> str:
        """The route and the step: "duty", "duty+1"."""
        return f"{self.route}{_STEP}{self.step}" if self.step else self.route

    def __str__(self) -> str:
        return f"{self.way}/{self.target}"


def read_lane(text: str) -> Lane:
    """Return the lane that a text names."""
    way, _, target = text.partition("/")
    route, _, step = way.partition(_STEP)
    return Lane(route, target, int(step or 0))
