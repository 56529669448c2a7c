"""Which counts an event can have: a place taken counts places, a toll counts people."""

from typing import Final

from schemas.vocabulary import Bound, EventType, Unit
from services.detector.reading.figures.figure import Figure
from services.detector.reading.figures.lexicon import HOMES
from services.detector.reading.words.phrases import Wanted
from services.detector.reading.words.referents import counts_people
from services.detector.reading.words.wordlist import words

_OLD: Final = 70
"""Below, "under" a bare number is an age."""
FORMATIONS: Final = words("battalions brigades units divisions companies regiments squadrons corps")
"""Bodies of men: a number of them tells of force, and not how many men it is."""
VEHICLES: Final = words(
    "aircraft jets planes bombers tanks vehicles helicopters drones trucks lorries"
)
_MATERIEL: Final = FORMATIONS | VEHICLES | words("fighters more others")


def wanted_by(event_type: EventType) -> Wanted:
    """Return what the figures of an event type must be."""
    return _WANTED.get(event_type, counts_people)


def _counts_places(figure: Figure) -> bool:
    return figure.unit is Unit.PLACES


def _counts_movers(figure: Figure) -> bool:
    return counts_people(figure) or figure.noun in HOMES


def _counts_force(figure: Figure) -> bool:
    if figure.unit is None:
        if figure.quantity.bound is Bound.MAX and (figure.quantity.high or 0) < _OLD:
            return False  # "every man under fifty"
        return figure.noun is None or figure.noun in _MATERIEL
    return figure.unit not in {Unit.PLACES, Unit.HOUSEHOLDS}


_WANTED: Final[dict[EventType, Wanted]] = {
    EventType.TERRITORIAL_CAPTURE: _counts_places,
    EventType.MOBILIZATION: _counts_force,
    EventType.WITHDRAWAL: _counts_force,
    EventType.EVACUATION: _counts_movers,
}
