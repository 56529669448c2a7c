"""The languages that are known, each loaded when it is first needed."""

from functools import cache
from pathlib import Path
from typing import Final

from tocsin.services.reading.languages.by_table import TableLanguage
from tocsin.services.reading.languages.english import ENGLISH
from tocsin.services.reading.languages.language import Language
from tocsin.services.reading.lexicon.load import OWN, codes, load, load_names, table
from tocsin.services.reading.lexicon.model import Dates, Sayings
from tocsin.services.reading.lexicon.names import plain_key
from tocsin.services.reading.places.towns import Script, Towns
from tocsin.services.reading.tables.dates import DateTables
from tocsin.services.reading.tables.places import PlaceFinder
from tocsin.services.reading.tables.sayings import SayingTables
from tocsin.services.reading.whereabouts.emblems import emblems_of

KNOWN: Final = (ENGLISH.code, *codes())
"""All that a lexicon, or code of their own, reads."""


@cache
def language_named(code: str) -> Language:
    """Return a known language by its ISO 639-1 code."""
    return ENGLISH if code == ENGLISH.code else of_folder(OWN / code)


def of_folder(folder: Path) -> Language:
    """Return the language of a lexicon; its code is the folder's name.

    Raises:
        BadLexiconError: a table is missing or wrong.
    """
    lexicon = load(folder)
    names = load_names(folder, lexicon.fold)
    script = Script[names.places.script.upper()]
    towns = _plain_towns(script) if names.is_plain else Towns(script, names.quick_key)
    return TableLanguage(
        lexicon,
        PlaceFinder(lexicon, names, towns),
        emblems_of(names.places.emblems, names.places.home),
        DateTables(table(folder, Dates), lexicon),
        SayingTables(table(folder, Sayings), lexicon),
    )


@cache
def _plain_towns(script: Script) -> Towns:
    """Return the towns that all languages of a script share whose names take no endings."""
    return Towns(script, plain_key)
