"""Silences as a table for people; pure but for the table."""

from collections.abc import Iterable
from datetime import UTC, datetime

from rich.table import Table

from schemas.control import Silence


def silence_table(silences: Iterable[Silence], now: datetime) -> Table:
    """Return one row a silence: id, what it names, until when, whose."""
    table = Table("id", "silences", "until", "state", "author", "comment")
    table.columns[0].overflow = "fold"  # an id cut off is no id
    for one in sorted(silences, key=lambda silence: (silence.until, silence.id)):
        state = "in force" if one.until > now else "over"
        until = f"{one.until.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        table.add_row(one.id, names_of(one), until, state, one.author, one.comment)
    return table


def names_of(silence: Silence) -> str:
    """Return what a silence fits: "mobilization · THA"."""
    named = (silence.event_type, silence.country, silence.rule_id)
    return " · ".join(str(one) for one in named if one is not None)
