"""When something happened and what its words say outright, in other languages."""

from datetime import UTC, date, datetime

import pytest

from tocsin.schemas.vocabulary import Modality
from tocsin.services.reading.languages.choice import language_named

_WEDNESDAY = datetime(2018, 9, 19, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("code", "sentence", "day"),
    [
        ("es", "Murieron 20 personas el lunes.", date(2018, 9, 17)),
        ("es", "Murieron 20 personas el 14 de septiembre de 2018.", date(2018, 9, 14)),
        ("fr", "Vingt personnes sont mortes mardi.", date(2018, 9, 18)),
        ("pt", "Morreram ontem 20 pessoas.", date(2018, 9, 18)),
        ("de", "Am 14. September starben 20 Menschen.", date(2018, 9, 14)),
        ("ru", "Вчера погибли 20 человек.", date(2018, 9, 18)),
        ("uk", "У понеділок загинули 20 людей.", date(2018, 9, 17)),  # noqa: RUF001
        ("ar", "قتل 20 شخصا يوم الاثنين.", date(2018, 9, 17)),
        ("tr", "Pazartesi 20 asker öldü.", date(2018, 9, 17)),
        ("id", "Pada Senin 20 orang tewas.", date(2018, 9, 17)),
        ("sw", "Watu 20 waliuawa Jumatatu.", date(2018, 9, 17)),
    ],
)
def test_the_day_that_a_sentence_names_is_that_of_its_event(
    code: str, sentence: str, day: date
) -> None:
    period = language_named(code).happened(sentence, 0, _WEDNESDAY, Modality.OCCURRED)
    assert period is not None
    assert period.earliest.date() == day


@pytest.mark.parametrize(
    ("code", "sentence"),
    [("es", "En 2012 murieron 20 personas."), ("ru", "В 2012 году погибли 20 человек.")],  # noqa: RUF001
)
def test_an_event_of_a_year_long_ago_is_background(code: str, sentence: str) -> None:
    language = language_named(code)
    assert language.is_long_past(sentence, 0, _WEDNESDAY)
    assert not language.is_long_past(sentence, 0, datetime(2012, 5, 1, tzinfo=UTC))


def test_words_make_a_figure_a_total_a_part_or_a_figure_that_is_taken_back() -> None:
    spanish = language_named("es")
    assert spanish.standing("La cifra de muertos subió a ").total
    assert spanish.is_part(", entre ellos ")
    assert spanish.is_taken_back("El Gobierno negó que ")
    assert spanish.is_taken_back("Que ", "hayan muerto 40 personas es falso, dijo el alcalde.")
    assert not spanish.is_taken_back("El lunes ", "murieron 40 personas, dijo el alcalde.")
    assert spanish.spans_a_period("En lo que va de año murieron 300 personas.", (30, 33))
    assert not spanish.spans_a_period("El lunes murieron 300 personas.", (18, 21))


def test_a_date_that_does_not_exist_is_none() -> None:
    spanish = language_named("es")
    assert spanish.happened("el 31 de febrero", 0, _WEDNESDAY, Modality.OCCURRED) is None
