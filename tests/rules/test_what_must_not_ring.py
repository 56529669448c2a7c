"""Retrospectives, courts, fact checks, scenarios and what is no people ring no default rule."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from shipped_network import shipped

from tocsin.schemas.alert import Alert
from tocsin.schemas.article import Article
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import SEEDS

CASES = Path(os.environ.get("TOCSIN_CASES", Path(__file__).parents[3] / "shared" / "cases"))
"""Troubles that people reported of other tools, each with input and what is right."""
SILENT = ("12-retrospective", "13-court-and-aftermath", "14-fact-checks", "15-scenarios")
NOW = datetime(2026, 11, 30, 6, tzinfo=UTC)
OWN = (
    "Villagers of Kalavryta laid wreaths for the 438 men and boys who were shot there in 1943.",
    "On this day in 1987: a ferry and a tanker collide, and more than 4,000 people die.",
    "A court in Koblenz sentenced the officer for the deaths of 27 prisoners in 2011 and 2012.",
    "The clip of 3,000 soldiers crossing into Moldova was filmed in 2018, our reporters found.",
    "In the exercise a quake of 7.8 kills 12,000 people in Istanbul and leaves 90,000 homeless.",
    "In the third season the plague kills 5,000 citizens of Novigrad before the hero arrives.",
    "Farmers culled 40,000 ducks in Landes after bird flu was found on four farms.",
    "The club called up four reserves from its academy before Saturday's match in Kano.",
)


def rung_by(articles: list[Article]) -> list[Alert]:
    judge = InMemoryJudge(load_rules(SEEDS / "rules"))
    return [
        alert
        for article in articles
        for report in reports_of(article, shipped())
        for alert in judge.push(report)
    ]


def articles_of(case: str) -> list[Article]:
    file = CASES / case / "articles.jsonl"
    if not file.exists():
        pytest.skip(f"no cases at {file}: set TOCSIN_CASES to their folder")
    return [Article.model_validate(json.loads(line)) for line in file.open(encoding="utf-8")]


@pytest.mark.parametrize("case", SILENT)
def test_what_people_were_falsely_alarmed_by_elsewhere_is_silent(case: str) -> None:
    assert [(one.sources[0].article_id, one.title) for one in rung_by(articles_of(case))] == []


def test_of_what_counts_no_people_only_the_quake_rings() -> None:
    told = [(one.country, one.quantity.figure) for one in rung_by(articles_of("17-not-people"))]
    assert told == [("CHE", 1_200)]


def test_the_state_of_georgia_is_not_the_country() -> None:
    assert {one.country for one in rung_by(articles_of("16-georgia"))} == {"USA"}


@pytest.mark.parametrize("text", OWN)
def test_more_of_these_kinds_are_silent(text: str) -> None:
    article = Article(id="a", source="Wire", text=text, published_at=NOW, language="en")
    assert [one.title for one in rung_by([article])] == []
