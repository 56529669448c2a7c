"""The table of English dates."""

from typing import Annotated

from pydantic import Field

from tocsin.services.reading.lexicon.english.listed import WordList
from tocsin.services.reading.lexicon.model import Phrases, Seven, Table, Twelve, Words
from tocsin.services.reading.lexicon.terms import CalendarUnit, Part, Side


class EnglishDates(Table):
    """`dates.yaml`: words that say when."""

    months: Twelve
    """From January on, each with its abbreviations."""
    verbs: WordList
    """Months that are also something else: before a verb "may" is no month."""
    weekdays: Seven
    """From Monday on, each with its abbreviations."""
    ordinals: Annotated[Words, Field(min_length=31, max_length=31)]
    """Days of a month in words."""
    decades: dict[int, Words]
    """Decades that have a name, by their first year."""
    counts: dict[int, Phrases]
    """Rough numbers of days or years."""
    units: dict[CalendarUnit, Words]
    """Units of the calendar, in the singular."""
    days: dict[int, Phrases]
    """Words for days, by their distance from the publication: yesterday is -1."""
    shifts: dict[int, Words]
    """Before a unit: which one it is, seen from the publication's."""
    ago: Words
    """Behind a number of units: so long before."""
    hence: Phrases
    """Behind a number of units: so long after."""
    before_year: Words
    """Before four digits that are a year."""
    before_month: Words
    """Before a month without a day."""
    counted: WordList
    """Behind a number that is no year: "in 2015 migrants"."""
    sides: dict[Side, Phrases]
    """Before a date: which side of it is meant."""
    parts: dict[Part, Phrases]
    """Before a date: which part of it is meant."""
    inner_parts: dict[Part, Phrases]
    """Before "in" or "of" and a unit: which part of the present one is meant."""
    saying: Words
    """Between an event and a date, they make the date that of the saying."""
    hits: dict[str, str]
    """Texts, each with its only date as seen from Wednesday, 19 September 2018: "from/until"."""
    misses: tuple[str, ...]
    """Texts without a date."""
