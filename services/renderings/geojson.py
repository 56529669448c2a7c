"""Alerts as GeoJSON (RFC 7946): a feature each, a point if the place is known."""

import json
from collections.abc import Collection, Iterable
from typing import Any, Final

from tocsin.schemas.alert import Alert

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
    "story_id",
    "independent_sources",
    "happened",
    "first_published_at",
    "last_published_at",
    "detected_at",
}


def feature(alert: Alert, *, is_unsure: bool = False) -> dict[str, Any]:
    """Return one alert; if its place is unknown the geometry is null (section 3.2).

    Args:
        alert: the newest revision.
        is_unsure: whether it may lie outside the area that was asked.
    """
    place = alert.place
    point = None
    if place is not None:
        # longitude first (section 3.1.1)
        point = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    properties = alert.model_dump(mode="json", include=_SHOWN)
    named: dict[str, Any] = {"area_unsure": True} if is_unsure else {}
    if place is not None:
        named |= {"place": place.name, "resolution": place.resolution}
    return {
        "type": "Feature",
        "id": alert.id,
        "geometry": point,
        "properties": {**properties, **named},
    }


def feature_collection(alerts: Iterable[Alert], unsure: Collection[str] = ()) -> bytes:
    """Return alerts as one document in UTF-8; `unsure` are ids of those that may lie elsewhere."""
    features = [feature(alert, is_unsure=alert.id in unsure) for alert in alerts]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False).encode()
