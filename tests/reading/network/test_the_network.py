"""The network that ships: the same bytes always, and its files are those that were exported."""

import random
import shutil
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.schemas.article import ArticleText
from tocsin.services.demo.seed_articles import seed_articles
from tocsin.services.encoders.choice import BUILT_IN, encoder_named
from tocsin.services.encoders.onnx import FILES, OnnxEncoder
from tocsin.services.problem import Problem
from tocsin.services.reading.network.encoding import Encoder
from tocsin.services.reading.reader import read_one

MODEL = Path(__file__).parents[3] / "services" / "reading" / "model"


@cache
def network() -> Encoder:
    found = encoder_named(BUILT_IN)
    assert isinstance(found, OnnxEncoder)
    return found


def read(article: ArticleText, encoder: Encoder) -> list[bytes]:
    return [report.write() for report in read_one(article, encoder).reports]


@cache
def alone() -> dict[str, list[bytes]]:
    """What each seed gives, read as the first by a network loaded for it alone."""
    return {article.id: read(article, network()) for article in seed_articles()[:12]}


@settings(max_examples=3, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_same_article_gives_the_same_bytes_in_any_order(chance: random.Random) -> None:
    articles = list(seed_articles()[:12])
    chance.shuffle(articles)

    assert {article.id: read(article, network()) for article in articles} == alone()


def test_a_network_loaded_again_gives_the_same_bytes() -> None:
    again = encoder_named(BUILT_IN)
    assert again is not None
    article = seed_articles()[0]

    assert read(article, again) == alone()[article.id]


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_reported_at_the_start(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    payload = bytearray((folder / name).read_bytes())
    payload[len(payload) // 2] ^= 1
    (folder / name).write_bytes(payload)

    with pytest.raises(Problem, match=f"{name} is damaged"):
        encoder_named(str(folder))
