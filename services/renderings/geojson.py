"""Alerts as GeoJSON (RFC 7946): a feature each, a point where the place is known."""

import json
from collections.abc import Iterable
from typing import Any, Final

from schemas.alert import Alert

CONTENT_TYPE: Final = "application/geo+json"

_SHOWN: Final = {
    "id",
    "revision",
    "kind",
    "change",
    "title",
    "summary",
    "why",
    "event_type",
    "subtype",
    "quantity",
    "low",
    "high",
    "unit",
    "actor",
    "country",
    "from_country",
    "severity",
    "certainty",
    "urgency",
    "status",
    "rule_id",
    "independent_sources",
    "happened",
    "first_published_at",
    "last_published_at",
    "detected_at",
}


def feature(alert: Alert) -> dict[str, Any]:
    """Return one alert; where its place is unknown the geometry is null (section 3.2)."""
    place = alert.place
    point = None
    if place is not None:
        # longitude first (section 3.1.1)
        point = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    properties = alert.model_dump(mode="json", include=_SHOWN)
    named = {} if place is None else {"place": place.name, "resolution": place.resolution}
    return {
        "type": "Feature",
        "id": alert.id,
        "geometry": point,
        "properties": {**properties, **named},
    }


def feature_collection(alerts: Iterable[Alert]) -> bytes:
    """Return alerts as one document in UTF-8."""
    collection = {"type": "FeatureCollection", "features": [feature(alert) for alert in alerts]}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False).encode()
