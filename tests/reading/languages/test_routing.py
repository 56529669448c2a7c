"""Each language goes to its network and its tables."""

from pathlib import Path

import pytest

from tests.shipped_network import shipped
from tocsin.schemas.article import ArticleText
from tocsin.services.encoders.by_language import EncodersByLanguage
from tocsin.services.encoders.choice import Networks, encoder_named
from tocsin.services.problem import Problem
from tocsin.services.reading.article.reports import read_articles
from tocsin.services.reading.languages.choice import KNOWN, language_named

_SPANISH = ArticleText(
    id="es-1", language="es", text="Al menos 40 soldados murieron el lunes en Siria."
)
_ENGLISH = ArticleText(
    id="en-1", language="en", text="At least 40 soldiers were killed in Syria on Monday."
)


def test_a_report_says_in_which_language_its_article_was_read() -> None:
    both = EncodersByLanguage(shipped(), shipped(), ("en", "es"))
    for article in (_SPANISH, _ENGLISH):
        for report in read_articles((article,), both)[0].reports:
            assert report.language == article.language


def test_english_reads_the_same_beside_other_languages() -> None:
    both = EncodersByLanguage(shipped(), shipped(), ("en", "es"))
    assert read_articles((_ENGLISH,), both) == read_articles((_ENGLISH,), shipped())


def test_every_known_language_can_be_had() -> None:
    assert {language_named(code).code for code in KNOWN} == set(KNOWN)


def test_an_unknown_language_is_a_problem_that_names_those_that_are_known() -> None:
    with pytest.raises(Problem, match=r"TOCSIN_LANGUAGES: xx: Tocsin reads en ar de"):
        encoder_named(Networks(languages=("en", "xx")))


def test_a_folder_without_a_network_for_other_languages_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="TOCSIN_LANGUAGES_READER"):
        encoder_named(Networks(languages=("en", "es"), languages_reader=str(tmp_path)))
