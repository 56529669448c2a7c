"""The tables of English: what their own examples must find, and must not."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tocsin.schemas.report import Quantity
from tocsin.schemas.vocabulary import Bound, Unit
from tocsin.services.reading.dates.find import find_dates, resolve
from tocsin.services.reading.figures.figure import Figure, FigureKind
from tocsin.services.reading.languages.english import ENGLISH
from tocsin.services.reading.lexicon.english.dates import EnglishDates
from tocsin.services.reading.lexicon.english.figures import (
    EnglishBounds,
    EnglishKinds,
    EnglishNouns,
    EnglishNumbers,
)
from tocsin.services.reading.lexicon.english.listed import WordList
from tocsin.services.reading.lexicon.english.places import (
    EnglishEmblems,
    EnglishPeoples,
    EnglishPlaces,
)
from tocsin.services.reading.lexicon.english.sayings import EnglishSaying, EnglishSayings
from tocsin.services.reading.lexicon.english.sentences import EnglishSentences
from tocsin.services.reading.lexicon.load import BadLexiconError, english, table
from tocsin.services.reading.lexicon.model import Table
from tocsin.services.reading.whereabouts.emblems import emblem_country

_ALSO = {"arrest", "quarter"}
"""A verb behind "one", and a fraction."""
_WEDNESDAY = datetime(2018, 9, 19, 12, tzinfo=UTC)


def _counts(text: str) -> list[Figure]:
    return [one for one in ENGLISH.figures(text) if one.kind is FigureKind.COUNT]


def _written(quantity: Quantity) -> str:
    if quantity.bound is Bound.RANGE:
        return f"range {quantity.low}-{quantity.high}"
    return f"{quantity.bound} {quantity.high if quantity.bound is Bound.MAX else quantity.low}"


def _dates(text: str) -> list[str]:
    meant = [resolve(one, _WEDNESDAY) for one in find_dates(text)]
    return [
        "/".join(str(day.date()) if day else "" for day in (one.start, one.end))
        for one in meant
        if one is not None
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        *english(EnglishNumbers).hits.items(),
        *english(EnglishBounds).hits.items(),
        *english(EnglishKinds).hits.items(),
    ],
)
def test_the_figure_of_an_example_is_read_with_its_bound(text: str, told: str) -> None:
    assert [_written(one.quantity) for one in _counts(text)] == [told]


@pytest.mark.parametrize("text", [*english(EnglishNumbers).misses, *english(EnglishNouns).misses])
def test_what_only_looks_like_a_number_is_no_count(text: str) -> None:
    assert [text[one.start : one.end] for one in _counts(text)] == []


@pytest.mark.parametrize("text", english(EnglishBounds).misses)
def test_words_that_only_look_like_a_bound_are_none(text: str) -> None:
    assert [one.quantity.bound for one in _counts(text)] == [Bound.EXACT]


@pytest.mark.parametrize(("text", "kind"), english(EnglishKinds).misses.items())
def test_dates_money_ages_and_names_are_no_counts(text: str, kind: FigureKind) -> None:
    assert [one.kind for one in ENGLISH.figures(text)] == [kind]


@pytest.mark.parametrize(("text", "unit"), english(EnglishNouns).hits.items())
def test_the_noun_of_an_example_gives_its_unit(text: str, unit: str) -> None:
    assert [str(one.unit or "-") for one in _counts(text)] == [unit]


@pytest.mark.parametrize(("text", "told"), english(EnglishDates).hits.items())
def test_the_date_of_an_example_is_read(text: str, told: str) -> None:
    assert _dates(text) == [told]


@pytest.mark.parametrize("text", english(EnglishDates).misses)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert _dates(text) == []


@pytest.mark.parametrize(
    ("phrase", "bound"),
    [
        (phrase, bound)
        for bound, told in english(EnglishBounds).bounds.items()
        for phrase in told.before
    ],
)
def test_every_phrase_before_a_number_bounds_it(phrase: str, bound: Bound) -> None:
    assert [one.quantity.bound for one in _counts(f"{phrase} 40 soldiers")] == [bound]


@pytest.mark.parametrize(("unit", "words"), english(EnglishNouns).units.items())
def test_a_noun_is_counted_by_its_unit(unit: Unit, words: frozenset[str]) -> None:
    counted = {word: [one.unit for one in _counts(f"one {word}")] for word in sorted(words - _ALSO)}
    assert {word: units for word, units in counted.items() if units != [unit]} == {}


@pytest.mark.parametrize(
    ("text", "countries"),
    [*english(EnglishPlaces).hits.items(), *english(EnglishPeoples).hits.items()],
)
def test_the_places_and_peoples_of_an_example_point_to_their_countries(
    text: str, countries: str
) -> None:
    assert [one.country for one in ENGLISH.places(text)] == countries.split()


@pytest.mark.parametrize("text", [*english(EnglishPlaces).misses, *english(EnglishPeoples).misses])
def test_what_only_looks_like_a_place_is_none(text: str) -> None:
    assert [one.text for one in ENGLISH.places(text)] == []


@pytest.mark.parametrize(
    ("text", "country"),
    [
        *english(EnglishEmblems).hits.items(),
        *((text, None) for text in english(EnglishEmblems).misses),
    ],
)
def test_what_only_one_country_has_shows_it(text: str, country: str | None) -> None:
    assert emblem_country(text) == country


@pytest.mark.parametrize("sentences", english(EnglishSentences).hits)
def test_a_full_stop_ends_a_sentence_but_behind_an_abbreviation(sentences: tuple[str, ...]) -> None:
    assert [one.text for one in ENGLISH.sentences(" ".join(sentences))] == list(sentences)


@pytest.mark.parametrize(
    ("saying", "understood"),
    [
        (english(EnglishSayings).wide, ENGLISH.is_wide),
        (english(EnglishSayings).kinds_of_place, ENGLISH.names_place),
        (
            english(EnglishSayings).account,
            lambda before: ENGLISH.is_taken_back(before, "missing 40 men is not true"),
        ),
        (
            english(EnglishSayings).untrue,
            lambda behind: ENGLISH.is_taken_back("A rumour that ", f"missing 40 men{behind}"),
        ),
    ],
)
def test_phrases_are_understood_where_they_say_so(
    saying: EnglishSaying, understood: Callable[[str], bool]
) -> None:
    assert [text for text in saying.hits if not understood(text)] == []
    assert [text for text in saying.misses if understood(text)] == []


class _Listed(Table):
    words: WordList


def test_a_word_that_is_listed_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "_listed.yaml").write_text("words: soldier sailor soldier\n", "utf-8")
    with pytest.raises(BadLexiconError, match="listed twice: soldier"):
        table(tmp_path, _Listed)
