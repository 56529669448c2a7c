"""Alerts as a table in Parquet: one row an alert, as it is in the end. docs/backtest.md has it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from tocsin.schemas.alert import SourceReport
from tocsin.services.backtest.outcome import Rung
from tocsin.services.problem import Problem

_TIME = pa.timestamp("us", tz="UTC")

_SOURCE = pa.struct(
    [
        ("article_id", pa.string()),
        ("source", pa.string()),
        ("title", pa.string()),
        ("url", pa.string()),
        ("published_at", _TIME),
        ("figure", pa.int64()),
        ("denies", pa.bool_()),
        ("copy_of", pa.string()),
        ("sentence", pa.string()),
    ]
)

COLUMNS = pa.schema(
    [
        ("id", pa.string()),
        ("rule_id", pa.string()),
        ("rule_version", pa.int32()),
        ("story_id", pa.string()),
        ("related", pa.list_(pa.string())),
        ("kind", pa.string()),
        ("revisions", pa.int32()),
        ("rang_at", _TIME),
        ("rang_severity", pa.string()),
        ("rang_figure", pa.int64()),
        ("detected_at", _TIME),
        ("first_published_at", _TIME),
        ("last_published_at", _TIME),
        ("happened_earliest", _TIME),
        ("happened_latest", _TIME),
        ("event_type", pa.string()),
        ("subtype", pa.string()),
        ("plover", pa.string()),
        ("modality", pa.string()),
        ("cause", pa.string()),
        ("category", pa.string()),
        ("urgency", pa.string()),
        ("severity", pa.string()),
        ("certainty", pa.string()),
        ("status", pa.string()),
        ("figure", pa.int64()),
        ("bound", pa.string()),
        ("low", pa.int64()),
        ("high", pa.int64()),
        ("unit", pa.string()),
        ("actor", pa.string()),
        ("country", pa.string()),
        ("from_country", pa.string()),
        ("place", pa.string()),
        ("latitude", pa.float64()),
        ("longitude", pa.float64()),
        ("geonames_id", pa.int64()),
        ("confidence", pa.float64()),
        ("independent_sources", pa.int32()),
        ("title", pa.string()),
        ("summary", pa.string()),
        ("why", pa.string()),
        ("sources", pa.list_(_SOURCE)),
    ]
)

_ELSEWHERE = frozenset(
    "revisions rang_at rang_severity rang_figure happened_earliest happened_latest figure bound "
    "place latitude longitude geonames_id sources".split()
)
"""Columns that are no field of an alert."""
_AS_THEY_ARE = [name for name in COLUMNS.names if name not in _ELSEWHERE]


def write_table(rung: Iterable[Rung], file: Path) -> None:
    """Write the alerts; what was there is replaced when all is written.

    Raises:
        Problem: it cannot be written.
    """
    table = pa.Table.from_pylist([_row(one) for one in rung], schema=COLUMNS)
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        parquet.write_table(table, unfinished, compression="zstd")
        unfinished.replace(file)
    except OSError as error:
        message = f"{file}: {error.strerror or error}"
        raise Problem(message) from error


def _row(rung: Rung) -> dict[str, Any]:
    first, last = rung.first, rung.last
    place, happened = last.place, last.happened
    return {
        **{name: getattr(last, name) for name in _AS_THEY_ARE},
        "revisions": rung.revisions,
        "rang_at": first.detected_at,
        "rang_severity": first.severity,
        "rang_figure": first.quantity.figure,
        "happened_earliest": happened.earliest if happened else None,
        "happened_latest": happened.latest if happened else None,
        "figure": last.quantity.figure,
        "bound": last.quantity.bound,
        "place": place.name if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "geonames_id": place.geonames_id if place else None,
        "sources": [_source(source) for source in last.sources],
    }


def _source(source: SourceReport) -> dict[str, Any]:
    return {
        "article_id": source.article_id,
        "source": source.source,
        "title": source.title,
        "url": source.url,
        "published_at": source.published_at,
        "figure": source.quantity.figure,
        "denies": source.denies,
        "copy_of": source.copy_of,
        "sentence": source.evidence.sentence,
    }
