"""The seeds as typed values; a seed of the wrong shape fails every test that asks for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.seeds.seed_shapes import SEEDS, LabelledSeed
from tocsin.schemas.article import Article
from tocsin.schemas.rule import Rule
from tocsin.services.demo.expected import ExpectedAlert
from tocsin.services.demo.expected import expected_alerts as load_expected_alerts
from tocsin.services.rules.rulebook import load_rules


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        yield from lines


@pytest.fixture(scope="session")
def articles() -> dict[str, Article]:
    files = sorted((SEEDS / "articles").glob("*.jsonl"))
    found = [Article.model_validate_json(line) for file in files for line in _lines(file)]
    assert len({article.id for article in found}) == len(found), "two seeds share an id"
    return {article.id: article for article in found}


@pytest.fixture(scope="session")
def labelled() -> dict[str, LabelledSeed]:
    found = [LabelledSeed.model_validate_json(line) for line in _lines(SEEDS / "labels.jsonl")]
    assert len({text.id for text in found}) == len(found), "two rows of labels share an id"
    return {text.id: text for text in found}


@pytest.fixture(scope="session")
def rules() -> tuple[Rule, ...]:
    return load_rules(SEEDS / "rules")


@pytest.fixture(scope="session")
def expected_alerts() -> tuple[ExpectedAlert, ...]:
    return load_expected_alerts(SEEDS / "expected-alerts.yaml")
