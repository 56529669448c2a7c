"""What is told to be English: by what it says of itself, by its small words, else by a model."""

import pytest

from tocsin.schemas.article import ArticleText
from tocsin.services.reading.language import is_english, language_of


def article(text: str, language: str | None = None) -> ArticleText:
    return ArticleText(id="one", text=text, language=language)


@pytest.mark.parametrize(
    "text",
    [
        "A thousand soldiers crossed the border with heavy guns, said the mayor of Adré.",
        "Troops crossed into Chad.",
        # the model takes the names for another language
        "Police storm into the campuses of Universitas Pasundan and Universitas Islam Bandung.",
    ],
)
def test_english_is_known_at_any_length_and_with_foreign_names(text: str) -> None:
    assert is_english(article(text))


@pytest.mark.parametrize(
    "text",
    [
        "Der Stadtrat hat am Montag über die neue Buslinie und das Schulessen beraten.",
        "Mille soldats ont franchi la frontière lundi, a déclaré le maire de la ville.",
        "Duizend soldaten zijn maandag de grens overgestoken, of dat was het plan van het leger.",
        "Tusind soldater krydsede grænsen mandag, sagde byens borgmester. The Guardian skrev det.",
        "Der Film „the house“ läuft am Montag in Berlin, sagte der Verleih der Zeitung der Stadt.",
    ],
)
def test_another_language_is_known_also_with_an_english_name_in_it(text: str) -> None:
    assert not is_english(article(text))


def test_what_an_article_says_of_itself_counts_more() -> None:
    assert is_english(article("Mille soldats ont franchi la frontière lundi.", "en-GB"))
    assert not is_english(article("A thousand soldiers crossed the border with guns.", "fr"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Al menos 40 personas murieron el lunes en un ataque contra la capital.", "es"),
        ("Au moins 40 personnes ont été tuées lundi dans une attaque contre la capitale.", "fr"),
        ("Не менее 40 человек погибли при обстреле города, сообщили власти.", "ru"),  # noqa: RUF001
        ("Щонайменше 40 людей загинули в понеділок під час обстрілу міста, повідомили.", "uk"),
        ("قتل ما لا يقل عن 40 شخصا يوم الاثنين في هجوم على العاصمة بحسب السلطات.", "ar"),
        ("Watu wasiopungua 40 wameuawa Jumatatu katika shambulio la mji mkuu.", "sw"),
    ],
)
def test_a_text_is_read_in_its_own_language_if_that_is_asked_for(text: str, code: str) -> None:
    assert language_of(article(text), ("en", code)) == code
    assert language_of(article(text)) is None


def test_a_language_in_three_letters_is_the_same_language() -> None:
    assert language_of(article("Cuarenta muertos.", "spa"), ("en", "es")) == "es"
