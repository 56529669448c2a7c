"""What an alert counts, in words: "21 killed", "1,200 households displaced"; pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tocsin.schemas.alert import Alert
from tocsin.schemas.report import Quantity
from tocsin.schemas.vocabulary import EventType, Modality, Subtype, Unit

DONE: Final[Mapping[EventType | Subtype, str]] = MappingProxyType(
    {
        Subtype.KILLED: "killed",
        Subtype.INJURED: "injured",
        Subtype.MISSING: "missing",
        EventType.DISPLACEMENT: "displaced",
        EventType.EVACUATION: "evacuated",
        EventType.BORDER_CROSSING: "crossing the border",
        Subtype.ARREST: "arrested",
        Subtype.PRISONERS: "taken prisoner",
        Subtype.ABDUCTION: "abducted",
        Subtype.CALLUP: "called up",
        Subtype.DEPLOYMENT: "deployed",
        EventType.TERRITORIAL_CAPTURE: "captured",
        EventType.SURRENDER: "surrendering",
        EventType.WITHDRAWAL: "withdrawing",
        EventType.PROTEST: "protesting",
    }
)
"""What is said behind a figure, in the order in which the measures of a story are listed."""

_ORDER: Final = tuple(DONE)


def measure_of(alert: Alert) -> str:
    """Return what an alert counts: "21 killed"."""
    return measure(alert.quantity, alert.unit, done_of(alert), alert.modality)


def done_of(alert: Alert) -> str:
    """Return what became of those that an alert counts: "killed"."""
    kind = _kind(alert.event_type, alert.subtype)
    return DONE.get(kind, kind.replace("_", " "))


def measure(quantity: Quantity, unit: Unit | None, done: str, modality: Modality) -> str:
    """Return a figure with what became of those it counts; that they are people is understood."""
    if modality is Modality.ANNOUNCED:
        done = f"to be {done}"
    return f"{measured(quantity, None if unit is Unit.PEOPLE else unit)} {done}"


def measured(quantity: Quantity, unit: Unit | None) -> str:
    """Return figure and unit: "at least 1,037 troops", "thousands of people", "1 ship"."""
    words = quantity.in_words()
    if unit is None:
        return words
    if quantity.figure is None or words.endswith("s"):
        return f"{words} of {unit}"
    return f"{words} {unit.one if quantity.is_one else unit}"


def place_in_order(alert: Alert) -> int:
    """Return where an alert's measure stands among those of its story: the killed come first."""
    kind = _kind(alert.event_type, alert.subtype)
    return _ORDER.index(kind) if kind in DONE else len(_ORDER)


def _kind(event_type: EventType, subtype: Subtype | None) -> EventType | Subtype:
    return event_type if subtype is None else subtype
