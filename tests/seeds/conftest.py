"""The seeds as typed values; a seed of the wrong shape fails every test that asks for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

from schemas.article import Article
from schemas.rule import ThresholdRule
from tests.seeds.seed_shapes import SEEDS, ExpectedAlert, LabelledText


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
def labelled() -> dict[str, LabelledText]:
    found = [LabelledText.model_validate_json(line) for line in _lines(SEEDS / "labels.jsonl")]
    assert len({text.id for text in found}) == len(found), "two rows of labels share an id"
    return {text.id: text for text in found}


@pytest.fixture(scope="session")
def rules() -> dict[str, ThresholdRule]:
    files = sorted((SEEDS / "rules").glob("*.yaml"))
    return {
        file.stem: ThresholdRule.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
        for file in files
    }


@pytest.fixture(scope="session")
def expected_alerts() -> list[ExpectedAlert]:
    text = (SEEDS / "expected-alerts.yaml").read_text(encoding="utf-8")
    return TypeAdapter(list[ExpectedAlert]).validate_python(yaml.safe_load(text))
