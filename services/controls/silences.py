"""Silences for people: as a table, and what one would hide; pure except for the table."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from rich.table import Table

from tocsin.schemas.control import Silence
from tocsin.services.controls.previewing import Preview
from tocsin.services.plain_text import counted, plain


def silence_table(silences: Iterable[Silence], now: datetime) -> Table:
    """Return one row a silence: id, what it names, until when, whose."""
    table = Table("id", "silences", "until", "state", "author", "comment")
    table.columns[0].overflow = "fold"  # an id that is cut off is useless
    for one in sorted(silences, key=lambda silence: (silence.until, silence.id)):
        state = "in force" if one.until > now else "over"
        until = f"{one.until.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        table.add_row(one.id, names_of(one), until, state, one.author, one.comment)
    return table


def names_of(silence: Silence) -> str:
    """Return what a silence covers: "mobilization · THA · Moderate or milder"."""
    return " · ".join(_named(silence))


def _named(silence: Silence) -> Iterator[str]:
    for name in (silence.event_type, silence.country, silence.rule_id):
        if name is not None:
            yield str(name)
    if silence.alert_id is not None:
        yield f"alert {silence.alert_id}"
    if silence.story_id is not None:
        yield f"story {silence.story_id}"
    if silence.place is not None:
        yield silence.place
    if silence.area is not None:
        yield silence.area.name + " and where only the country is known" * silence.country_only
    if silence.severity is not None:
        yield f"{silence.severity} or milder"


def preview_lines(found: Preview, most: int) -> Iterator[str]:
    """Yield what a silence would hide, for people."""
    for title, alerts in (("now", found.now), ("in the last 7 days", found.week)):
        yield f"{title}: {counted(len(alerts), 'alert')}"
        for alert in alerts[:most]:
            yield f"  {alert.severity}: {plain(alert.title)} ({alert.id})"
        if len(alerts) > most:
            yield f"  and {len(alerts) - most:,} more"
