"""Silences as they are seen: what each covers, and what it hides; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tocsin.schemas.alert import Alert
from tocsin.schemas.control import Silence
from tocsin.schemas.fields.countries import country_name
from tocsin.services.board.showing.row import Row, row
from tocsin.services.board.showing.words import event_word
from tocsin.services.controls.previewing import preview
from tocsin.services.plain_text import plain


@dataclass(frozen=True, slots=True)
class SilenceView:
    """One silence, in words, and how many alerts it covers."""

    silence: Silence
    covers: tuple[str, ...]
    """All of these must fit."""
    now: int
    """Open alerts that it covers."""
    week: int
    """Alerts that it covers and that something new came of in the last week."""


@dataclass(frozen=True, slots=True)
class PreviewView:
    """What a silence would hide, before it is said."""

    covers: tuple[str, ...]
    now: tuple[Row, ...]
    week: tuple[Row, ...]
    now_count: int
    week_count: int


Came = Sequence[tuple[Alert, datetime]]
"""The newest revision of each alert, and when Kafka took it."""


def silence_views(silences: Iterable[Silence], alerts: Came, now: datetime) -> list[SilenceView]:
    """Return silences with what each covers."""
    views = []
    for silence in silences:
        found = preview(silence, alerts, now)
        views.append(SilenceView(silence, in_words(silence), len(found.now), len(found.week)))
    return views


def preview_view(silence: Silence, alerts: Came, now: datetime, most: int) -> PreviewView:
    """Return what a silence would hide; at most `most` rows of each, the worst first."""
    found = preview(silence, alerts, now)
    return PreviewView(
        in_words(silence),
        tuple(row(alert) for alert in found.now[:most]),
        tuple(row(alert) for alert in found.week[:most]),
        len(found.now),
        len(found.week),
    )


def in_words(silence: Silence) -> tuple[str, ...]:
    """Return all that must fit: "Protest", "Sudan", "Moderate or milder"."""
    named = (
        event_word(silence.event_type) if silence.event_type else None,
        country_name(silence.country) if silence.country else None,
        f"rule {silence.rule_id}" if silence.rule_id else None,
        f"alert {silence.alert_id}" if silence.alert_id else None,
        f"story {silence.story_id}" if silence.story_id else None,
        plain(silence.place) if silence.place else None,
        plain(silence.area.name) if silence.area else None,
        "also where only the country is known" if silence.country_only else None,
        f"{silence.severity} or milder" if silence.severity else None,
    )
    return tuple(one for one in named if one is not None)
