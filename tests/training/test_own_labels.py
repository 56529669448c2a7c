"""A user teaches the network with labels of their own."""

import importlib.util
import json
from pathlib import Path

import pytest
from shipped_network import shipped
from tocsin_command import run

from tocsin.schemas.article import ArticleText
from tocsin.services.encoders.choice import encoder_named
from tocsin.services.reading.reader import read
from tocsin.services.settings import Settings

HAS_TORCH = importlib.util.find_spec("torch") is not None
needs_torch = pytest.mark.skipif(not HAS_TORCH, reason="no PyTorch: `make trainer` installs it")
# a word of our own for a flight, which nobody can have taught the network
WORDS = ("upglommed", "Some {} people upglommed from {} on Sunday, officials said.")
PLACES = (("Mopti", "MLI"), ("Goma", "COD"), ("Odesa", "UKR"), ("Mocoa", "COL"), ("Kassala", "SDN"))


def rows() -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for number in range(200, 1_700, 25):
        place, country = PLACES[number % len(PLACES)]
        text = WORDS[1].format(number, place)
        at, figure = text.index(WORDS[0]), f"Some {number}"
        event = {
            "type": "displacement", "modality": "occurred", "scope": "event", "unit": "people",
            "quantity": {"low": number, "high": number, "bound": "approx"}, "country": country,
            "spans": {"trigger": [at, at + len(WORDS[0])], "figure": [[0, len(figure)]]},
        }  # fmt: skip
        row = {"id": f"own-{number}", "text": text, "events": [event]}
        found.append(row | {"published_at": "2026-03-09"})
    return found


@needs_torch
def test_labels_of_ones_own_teach_a_word_that_was_unknown(tmp_path: Path) -> None:
    labels, out = tmp_path / "labels.jsonl", tmp_path / "reader"
    labels.write_text("".join(json.dumps(row) + "\n" for row in rows()), "utf-8")
    unseen = ArticleText(id="a", text=WORDS[1].format(3_700, "Beira"))

    ran = run(Settings.load(), ["train", str(labels), "--out", str(out)], within=280)

    assert ran.returncode == 0, ran.stderr
    assert "6 texts set aside, after:" in ran.stdout
    (report,) = read(unseen, encoder_named(str(out)))
    assert (report.event_type, report.quantity.figure, report.country) == (
        "displacement", 3_700, "MOZ",
    )  # fmt: skip


@needs_torch
def test_a_line_that_is_not_a_label_is_reported_with_its_number(tmp_path: Path) -> None:
    labels = tmp_path / "labels.jsonl"
    labels.write_text(json.dumps(rows()[0]) + '\n{"id": "b"}\n', "utf-8")

    ran = run(Settings.load(), ["train", str(labels), "--out", str(tmp_path / "reader")])

    assert ran.returncode == 2
    assert f"{labels}:2: text: Field required" in ran.stderr


@pytest.mark.skipif(HAS_TORCH, reason="PyTorch is there")
def test_without_pytorch_it_says_what_to_install(tmp_path: Path) -> None:
    ran = run(Settings.load(), ["train", "labels.jsonl", "--out", str(tmp_path / "reader")])

    assert ran.returncode == 2
    assert "tocsin[train]" in ran.stderr
    assert "make trainer" in ran.stderr


def test_what_ships_reads_without_it() -> None:
    text = "Some 700 people fled from Mopti on Sunday, officials said."
    assert [one.event_type for one in read(ArticleText(id="a", text=text), shipped())] == [
        "displacement"
    ]
