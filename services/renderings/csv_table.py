"""Alerts as a table for spreadsheets (RFC 4180): a row each, with its newest figures."""

import csv
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from io import StringIO
from typing import Final

from tocsin.schemas.alert import Alert
from tocsin.schemas.fields.countries import COUNTRY_NAMES
from tocsin.services.plain_text import plain

CONTENT_TYPE: Final = "text/csv"
_FORMULA: Final = ("=", "+", "-", "@")
"""What a spreadsheet takes for a formula at the beginning of a cell (OWASP, CSV injection)."""

COLUMNS: Final = (
    "id", "revision", "kind", "status", "severity", "certainty", "event_type", "subtype", "cause",
    "title", "figure", "bound", "low", "high", "unit", "country", "country_name", "from_country",
    "place", "resolution", "latitude", "longitude", "independent_sources", "outlets",
    "first_published_at", "last_published_at", "detected_at", "rule_id", "story_id", "link",
    "note",
)  # fmt: skip


def csv_table(
    alerts: Iterable[Alert], link: str, note: Callable[[Alert], str] = lambda _: ""
) -> bytes:
    """Return the table in UTF-8, with its head.

    Args:
        alerts: the newest revision of each.
        link: where an alert is read; `{id}` stands for its id.
        note: what else there is to say about an alert.
    """
    written = StringIO()
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    for alert in alerts:
        cells = _cells(alert) | {"link": link.format(id=alert.id), "note": note(alert)}
        rows.writerow([_cell(cells.get(column)) for column in COLUMNS])
    return written.getvalue().encode()


def _cells(alert: Alert) -> dict[str, object]:
    place = alert.place
    outlets = dict.fromkeys(source.source for source in alert.sources if source.source)
    given: dict[str, object] = {
        name: getattr(alert, name) for name in COLUMNS if name in Alert.model_fields
    }
    return given | {
        "figure": alert.quantity.figure,
        "bound": alert.quantity.bound,
        "country_name": COUNTRY_NAMES.get(alert.country or ""),
        "place": None if place is None else place.name,
        "resolution": None if place is None else place.resolution,
        "latitude": None if place is None else place.latitude,
        "longitude": None if place is None else place.longitude,
        "outlets": "; ".join(outlets),
    }


def _cell(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, str):
        text = plain(value)
        return f"'{text}" if text.startswith(_FORMULA) else text
    return value
