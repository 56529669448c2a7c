"""Labels are whole: each row can be read, and its spans are words of its text."""

import json
from pathlib import Path

import pytest

from tocsin.training.labels import labelled, rows_of

LABELS = Path(__file__).parents[2] / "training" / "labels"
OWN = sorted([*LABELS.glob("written/*.jsonl"), *LABELS.glob("languages/*.jsonl")])


@pytest.mark.parametrize("file", OWN, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_file_of_labels_is_whole(file: Path) -> None:
    rows = list(rows_of([file]))

    assert rows
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert labelled(row).text.strip()
        for event in row["events"]:
            spans = event.get("spans", {})
            for name in spans.keys() - {"figure"}:
                start, end = spans[name]
                assert row["text"][start:end].strip(), (row["id"], name)
            assert all(row["text"][start:end].strip() for start, end in spans.get("figure", []))


def test_a_file_of_another_language_names_it_in_each_row() -> None:
    for file in LABELS.glob("languages/*.jsonl"):
        rows = [json.loads(line) for line in file.open(encoding="utf-8")]
        assert {row["language"] for row in rows} == {file.stem.partition("-")[0]}
