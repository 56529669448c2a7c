"""Where an alert's event was, as people say it; pure."""

from tocsin.schemas.alert import Alert
from tocsin.schemas.fields.countries import country_name
from tocsin.schemas.vocabulary import Resolution
from tocsin.services.plain_text import plain


def where(alert: Alert) -> str:
    """Return the place: "Mae Sot, Thailand", or "Myanmar → Thailand" for a crossing."""
    country = country_name(alert.country) if alert.country else "Country unknown"
    if alert.from_country and alert.from_country != alert.country:
        return f"{country_name(alert.from_country)} → {country}"
    place = alert.place
    if place is not None and place.resolution is not Resolution.COUNTRY and place.name != country:
        return f"{plain(place.name)}, {country}"
    return country
