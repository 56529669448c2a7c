"""Each table of each language: what its own examples must find, and must not."""

from collections.abc import Iterator

import pytest

from tocsin.schemas.report import Quantity
from tocsin.schemas.vocabulary import Bound
from tocsin.services.reading.figures.figure import Figure, FigureKind
from tocsin.services.reading.languages.choice import language_named
from tocsin.services.reading.lexicon.load import OWN, codes, table
from tocsin.services.reading.lexicon.model import Figures, Nouns, Places


def _counts(code: str, text: str) -> list[Figure]:
    return [one for one in language_named(code).figures(text) if one.kind is FigureKind.COUNT]


def _written(quantity: Quantity) -> str:
    if quantity.bound is Bound.RANGE:
        return f"range {quantity.low}-{quantity.high}"
    return f"{quantity.bound} {quantity.high if quantity.bound is Bound.MAX else quantity.low}"


def _hits() -> Iterator[tuple[str, str, str]]:
    for code in codes():
        yield from ((code, text, told) for text, told in table(OWN / code, Figures).hits.items())


def _misses() -> Iterator[tuple[str, str]]:
    for code in codes():
        yield from ((code, text) for text in table(OWN / code, Figures).misses)


def _units() -> Iterator[tuple[str, str, str]]:
    for code in codes():
        yield from ((code, text, unit) for text, unit in table(OWN / code, Nouns).hits.items())


def _places() -> Iterator[tuple[str, str, str]]:
    for code in codes():
        known = table(OWN / code, Places)
        yield from ((code, text, countries) for text, countries in known.hits.items())
        yield from ((code, text, "") for text in known.misses)


@pytest.mark.parametrize(("code", "text", "told"), list(_hits()))
def test_the_figure_of_an_example_is_read_with_its_bound(code: str, text: str, told: str) -> None:
    assert [_written(one.quantity) for one in _counts(code, text)] == [told]


@pytest.mark.parametrize(("code", "text"), list(_misses()))
def test_dates_money_ages_and_distances_are_no_counts(code: str, text: str) -> None:
    assert [text[one.start : one.end] for one in _counts(code, text)] == []


@pytest.mark.parametrize(("code", "text", "unit"), list(_units()))
def test_the_noun_of_an_example_gives_its_unit(code: str, text: str, unit: str) -> None:
    assert [str(one.unit or "-") for one in _counts(code, text)] == [unit]


@pytest.mark.parametrize(("code", "text", "countries"), list(_places()))
def test_the_places_of_an_example_point_to_their_countries(
    code: str, text: str, countries: str
) -> None:
    assert " ".join(one.country for one in language_named(code).places(text)) == countries
