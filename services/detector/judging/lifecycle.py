"""Does an open alert need another revision? A named reason, or none."""

from schemas.alert import Alert, Change
from schemas.report import Quantity


def needs_update(alert: Alert, quantity: Quantity) -> Change | None:
    """Return why the people who saw `alert` should see it again, or None."""
    if quantity == alert.quantity:
        return None
    before, after = alert.quantity.figure or 0, quantity.figure or 0
    if after == before:
        return None
    return Change.FIGURE_UP if after > before else Change.FIGURE_DOWN
