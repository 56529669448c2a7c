"""Lexicons from their folders: read, checked, compiled once."""

from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from tocsin.services.reading.lexicon.lexicon import Lexicon
from tocsin.services.reading.lexicon.model import Figures, Nouns, Places
from tocsin.services.reading.lexicon.names import CountryNames
from tocsin.services.reading.lexicon.wordset import Fold

OWN: Final = Path(__file__).parent
"""The languages that come with Tocsin."""
_T = TypeVar("_T", bound=BaseModel)
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BadLexiconError(ValueError):
    """A table of a lexicon is missing or wrong."""


def load(folder: Path) -> Lexicon:
    """Load the lexicon of a language from its folder, whose name is the language's code.

    Raises:
        BadLexiconError: a table is missing or wrong; says which, and where.
    """
    return Lexicon(folder.name, table(folder, Figures), table(folder, Nouns))


def load_names(folder: Path, fold: Fold) -> CountryNames:
    """Load what a language calls countries and peoples.

    Raises:
        BadLexiconError: a table is missing or wrong; says which, and where.
    """
    try:
        countries = (folder / "countries.tsv").read_text("utf-8").splitlines()
        common = (folder / "common.txt").read_text("utf-8").split()
    except OSError as error:
        message = f"{folder}: {error}"
        raise BadLexiconError(message) from None
    rows = (line.split("\t") for line in countries)
    return CountryNames(
        table(folder, Places), {code: names.split("|") for code, names in rows}, common, fold
    )


def table(folder: Path, model: type[_T]) -> _T:
    """Return one table of a folder, checked.

    Raises:
        BadLexiconError: it is missing or wrong.
    """
    path = folder / f"{model.__name__.removeprefix('English').lower()}.yaml"
    try:
        written: Any = yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506 - a safe one
        return model.model_validate(written)
    except (OSError, yaml.YAMLError, ValidationError) as error:
        message = f"{path}: {error}"
        raise BadLexiconError(message) from None


@cache
def lexicon_of(code: str) -> Lexicon:
    """Return the lexicon of a language that comes with Tocsin."""
    return load(OWN / code)


def codes() -> tuple[str, ...]:
    """Return the languages that are read by tables alone, sorted: all but English."""
    return tuple(sorted(one.name for one in OWN.iterdir() if (one / "figures.yaml").is_file()))


def english(model: type[_T]) -> _T:
    """Return a table of English, whose grammar is code: whoever uses it keeps it."""
    return table(OWN / "en", model)
