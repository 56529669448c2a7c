"""`tocsin evaluate` as people call it."""

import json
from pathlib import Path

from typer.testing import CliRunner

from tocsin.services.cli import app

ROW = {
    "id": "row-1",
    "published_at": "2026-03-09",
    "text": "A fire in a market killed 14 people in Lagos on Sunday.",
    "events": [
        {
            "type": "casualties",
            "subtype": "killed",
            "quantity": {"low": 14, "high": 14, "bound": "exact"},
            "modality": "occurred",
            "country": "NGA",
        },
        {"type": "protest", "modality": "occurred"},
    ],
}


def corpus(tmp_path: Path, *lines: str) -> str:
    path = tmp_path / "corpus.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_it_prints_the_measures(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", corpus(tmp_path, json.dumps(ROW))])
    assert result.exit_code == 0
    assert "overall (micro)             1       1      0" in result.stdout
    assert "missed    protest" not in result.stdout


def test_it_prints_each_error_when_asked(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", corpus(tmp_path, json.dumps(ROW)), "--errors"])
    assert "row-1: A fire in a market" in result.stdout
    assert "missed    protest - none occurred" in result.stdout


def test_a_bad_line_is_reported_with_its_number_and_the_rest_is_scored(tmp_path: Path) -> None:
    path = corpus(tmp_path, "{", json.dumps(ROW))
    result = CliRunner().invoke(app, ["evaluate", path])
    assert result.exit_code == 1
    assert f"{path}:1: " in result.stderr
    assert "texts                 1" in result.stdout
