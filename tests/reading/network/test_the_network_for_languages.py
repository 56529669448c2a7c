"""The network for other languages: the same bytes in any order, one file of labels each."""

import random
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.services.encoders.onnx import OnnxEncoder, load
from tocsin.services.reading.network.classes import CLASSES
from tocsin.services.reading.reader import read_one
from tocsin.training.labels import LANGUAGES, Row, labelled, language_of, rows_of

MODEL = Path(__file__).parents[3] / "services" / "reading" / "model_languages"
MEGABYTE = 1_000_000


@cache
def network() -> OnnxEncoder:
    return load(MODEL)


@cache
def rows() -> tuple[Row, ...]:
    """The first five passages of each language."""
    files = [one for one in sorted(LANGUAGES.glob("*.jsonl")) if "-" not in one.stem]
    return tuple(row for file in files for row in list(rows_of([file]))[:5])


def reports_of(row: Row, encoder: OnnxEncoder) -> list[bytes]:
    reading = read_one(labelled(row), encoder, language_of(row))
    return [report.write() for report in reading.reports]


@cache
def in_order() -> dict[str, list[bytes]]:
    return {row["id"]: reports_of(row, network()) for row in rows()}


@settings(max_examples=3, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_same_article_gives_the_same_bytes_in_any_order(chance: random.Random) -> None:
    shuffled = list(rows())
    chance.shuffle(shuffled)

    assert {row["id"]: reports_of(row, network()) for row in shuffled} == in_order()


def test_a_network_loaded_anew_gives_the_same_bytes() -> None:
    again = load(MODEL)
    row = rows()[0]

    assert reports_of(row, again) == in_order()[row["id"]]


def test_it_finds_events_in_each_language() -> None:
    found = {row["language"] for row in rows() if in_order()[row["id"]]}

    assert found == {row["language"] for row in rows()}


@pytest.mark.parametrize(
    "text", ["", " ", "…", "\U0001f525" * 300, "\u0627" * 5_000, "汉字 한국어"]
)
def test_any_text_has_an_encoding(text: str) -> None:
    (encoding,) = network().encode([("", text)])

    assert len(encoding.hidden) == len(encoding.offsets)
    assert network().heads.triggers(encoding.hidden).shape[1] == len(CLASSES)
    for span in encoding.offsets:
        assert span is None or text[span[0] : span[1]].strip()


def test_it_is_small_enough_to_ship() -> None:
    assert sum(file.stat().st_size for file in MODEL.iterdir()) < 60 * MEGABYTE
