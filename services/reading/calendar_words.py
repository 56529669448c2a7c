"""Months and weekdays of English: dates are made of them, and figures are kept apart from them."""

from typing import Final

from tocsin.services.reading.lexicon.english.dates import EnglishDates
from tocsin.services.reading.lexicon.english.listed import either
from tocsin.services.reading.lexicon.load import english

DATES: Final = english(EnglishDates)

MONTHS: Final = {
    name: number for number, names in enumerate(DATES.months, start=1) for name in names
}
MONTH: Final = either(MONTHS)
WEEKDAYS: Final = {name: number for number, names in enumerate(DATES.weekdays) for name in names}
VERBS: Final = DATES.verbs
"""Months that are also something else."""
