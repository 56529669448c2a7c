"""Texts in other languages that name no place, or only what may be one."""

import pytest

from tocsin.services.reading.languages.choice import language_named
from tocsin.services.reading.whereabouts.country import scene


@pytest.mark.parametrize(
    ("code", "text", "country"),
    [
        ("ru", "ЦАХАЛ поставил под ружьё 360 тысяч резервистов.", "ISR"),
        ("es", "Carabineros detuvo a 40 manifestantes, informó La Moneda.", "CHL"),
        ("sw", "JWTZ imewataka vijana 2,300 kuripoti kambini.", "TZA"),
        ("fr", "MONUSCO : huit Casques bleus tués.", "COD"),
        ("ru", "Сорок пять человек вызваны повестками.", "RUS"),
    ],
)
def test_forces_and_offices_say_where_a_text_without_a_place_is(
    code: str, text: str, country: str
) -> None:
    language = language_named(code)
    assert language.places(text) == ()
    assert language.faint_scene("", text).countries == (country,)


def test_forces_of_two_countries_say_nothing() -> None:
    text = "Polisi wa IEBC na JWTZ walikutana."
    assert language_named("sw").faint_scene("", text).countries == ()


def test_a_name_that_may_be_somebodys_counts_less_than_a_place() -> None:
    language = language_named("id")
    faint = language.places("Laporan menyebut nama Bakhmut berulang kali.")
    assert [(one.country, one.is_faint) for one in faint] == [("UKR", True)]
    mentions = (*faint, *language.places("di Turki"))
    assert scene((), mentions, None).countries[0] == "TUR"
