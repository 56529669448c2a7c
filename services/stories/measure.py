"""What an alert counts, in words: "21 killed", "1,200 households displaced"; pure."""

from typing import Final

from tocsin.schemas.alert import Alert, InAll
from tocsin.schemas.event_types.profiles import PROFILES, kind_of
from tocsin.schemas.report import Quantity
from tocsin.schemas.vocabulary import Modality, Unit

_LAST: Final = 1 + max(
    kind.order
    for profile in PROFILES.values()
    for kind in (profile.kind, *profile.subtypes.values())
)
"""What only a newer version knows comes after all others."""


def measure_of(alert: Alert) -> str:
    """Return what an alert counts: "21 killed"."""
    return measure(alert.quantity, alert.unit, done_of(alert), alert.modality)


def in_all_of(alert: Alert) -> str | None:
    """Return the total that a source gives beside the alert's figure, in words."""
    total = alert.in_all
    if total is None:
        return None
    counted = measure(total.quantity, alert.unit, done_of(alert), alert.modality)
    return in_all(total, counted)


def in_all(total: InAll, counted: str) -> str:
    """Return "In all since October 2023: 55,000 killed (Harbour Post)"."""
    since = f" since {total.since}" if total.since else ""
    outlet = f" ({total.source})" if total.source else ""
    return f"In all{since}: {counted}{outlet}"


def done_of(alert: Alert) -> str:
    """Return what became of those that an alert counts: "killed"."""
    kind = kind_of(alert.event_type, alert.subtype)
    if kind is not None and kind.measure is not None:
        return kind.measure
    return (alert.subtype or alert.event_type).replace("_", " ")


def measure(quantity: Quantity, unit: Unit | None, done: str, modality: Modality) -> str:
    """Return a figure with what became of those it counts; that they are people is understood."""
    if modality is Modality.ANNOUNCED:
        done = f"to be {done}"
    return f"{measured(quantity, None if unit is Unit.PEOPLE else unit)} {done}"


def measured(quantity: Quantity, unit: Unit | str | None) -> str:
    """Return figure and unit: "at least 1,037 troops", "thousands of people", "1 ship".

    Args:
        quantity: the figure.
        unit: what it counts, or a closer noun for it in the plural.
    """
    words = quantity.in_words()
    if unit is None:
        return words
    if quantity.figure is None or words.endswith("s"):
        return f"{words} of {unit}"
    return f"{words} {unit.one if quantity.is_one and isinstance(unit, Unit) else unit}"


def place_in_order(alert: Alert) -> int:
    """Return the place of an alert's measure among those of its story: the killed come first."""
    kind = kind_of(alert.event_type, alert.subtype)
    return _LAST if kind is None else kind.order
