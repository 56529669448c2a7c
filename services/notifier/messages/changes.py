"""What a revision changed, in words. Pure."""

from typing import Final

from tocsin.schemas.alert import Alert, AlertKind, Change

CHANGES: Final[dict[Change, str]] = {
    Change.FIGURE_UP: "The figure rose",
    Change.FIGURE_DOWN: "The figure fell",
    Change.CORRECTION: "Corrected",
    Change.SEVERITY_UP: "More severe",
    Change.SEVERITY_DOWN: "Less severe",
    Change.CERTAINTY_UP: "Confirmed by more sources",
    Change.CERTAINTY_DOWN: "Less sure",
    Change.QUIET: "Over: nothing new came",
    Change.LATE_REPORT: "A late report came",
    Change.SAME_EVENT: "Withdrawn: another alert is about the same event",
    Change.TAKEN_BACK: "Withdrawn",
    Change.RETRACTED: "Withdrawn by a person",
}


def what_changed(alert: Alert) -> str | None:
    """Return what is new since the revision before, in words; None for a first alert."""
    if alert.kind is AlertKind.INITIAL:
        return None
    words = CHANGES.get(alert.change, str(alert.change).replace("_", " ").capitalize())
    before = alert.before.quantity.figure if alert.before is not None else None
    after = alert.quantity.figure
    if before is not None and after is not None and before != after:
        words += f": {before:,} → {after:,}"
    return f"{words}."
