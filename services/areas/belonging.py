"""To which countries an alert belongs; pure."""

from tocsin.schemas.alert import Alert


def countries_of(alert: Alert) -> set[str]:
    """Return the countries that an alert belongs to: a crossing has two."""
    place = alert.place.country if alert.place is not None else None
    return {code for code in (alert.country, alert.from_country, place) if code is not None}
