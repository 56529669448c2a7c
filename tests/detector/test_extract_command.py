"""`tocsin extract` as people call it."""

import gzip
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tocsin.services.cli import app

GOOD = {"id": "a1", "text": "Rebels abducted 12 teachers in Mali on Monday.", "colour": "red"}


def test_it_prints_one_report_a_line_with_the_fields_of_the_contract(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps(GOOD) + "\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["extract", str(path)])
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert report["article_id"] == "a1"
    assert report["event_type"] == "detention"
    assert report["subtype"] == "abduction"
    assert report["quantity"] == {"low": 12, "high": 12, "bound": "exact"}
    assert report["country"] == "MLI"
    evidence = report["evidence"]
    assert GOOD["text"][evidence["start"] : evidence["end"]] == evidence["sentence"]


def test_gzip_and_a_bad_line_in_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(f'{json.dumps(GOOD)}\n{{"id": "no text"}}\n\n{json.dumps(GOOD)}\n')
    result = CliRunner().invoke(app, ["extract", str(path)])
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert f"{path}:2: text: Field required" in result.stderr


def test_a_bare_date_and_no_date_are_both_read(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    dated = {**GOOD, "id": "a2", "published_at": "2026-03-09"}
    path.write_text(f"{json.dumps(GOOD)}\n{json.dumps(dated)}\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["extract", str(path)])
    assert [json.loads(line)["article_id"] for line in result.stdout.splitlines()] == ["a1", "a2"]


def test_a_missing_file_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tocsin", "extract", str(tmp_path / "none.jsonl")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert "none.jsonl: No such file" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_pipe_is_read_and_a_table_shown() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tocsin", "extract", "--format", "table"],
        input=json.dumps(GOOD) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert "detention/abduction" in run.stdout
    assert "teachers" in run.stdout


def test_neither_kafka_nor_faust_is_loaded() -> None:
    program = (
        "import sys, tocsin.services.offline.extract, tocsin.services.offline.texts\n"
        "print(*sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = {name.split(".")[0] for name in run.stdout.split()}
    assert not loaded & {"faust", "kafka", "aiokafka"}


def test_an_article_in_another_language_is_skipped_and_said_so(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    french = "Plus de 4 000 soldats ont franchi la frontière du Tchad lundi, selon l'armée."
    path.write_text(json.dumps({"id": "f1", "text": french}) + "\n", encoding="utf-8")
    for command in (["extract"], ["judge"]):
        result = CliRunner().invoke(app, [*command, str(path)])
        assert result.stdout == ""
        assert "f1: in a language that TOCSIN_LANGUAGES does not name" in result.stderr


ONE = {"id": "a1", "text": GOOD["text"]}
TABLE = f'id,text\na1,"{GOOD["text"]}"\n'.encode()
FORMS = {
    "array.json": json.dumps([ONE]).encode(),
    "one.json": json.dumps(ONE, indent=2).encode(),
    "array.json.gz": gzip.compress(json.dumps([ONE]).encode()),
    "table.csv": TABLE,
    "table.csv.gz": gzip.compress(TABLE),
    "table.tsv": TABLE.replace(b",", b"\t"),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_kind_of_file_that_is_fed_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(FORMS[name])

    result = CliRunner().invoke(app, ["extract", str(path)])

    assert result.exit_code == 0, result.stderr
    assert [json.loads(line)["article_id"] for line in result.stdout.splitlines()] == ["a1"]


def test_a_bad_element_of_an_array_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "articles.json"
    path.write_text(json.dumps([GOOD, {"id": "no text"}, GOOD]), encoding="utf-8")

    result = CliRunner().invoke(app, ["extract", str(path)])

    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert f"{path}:1 (element 2): text: Field required" in result.stderr


def test_a_text_on_the_command_line_is_read_as_published_today() -> None:
    text = "Some 4,000 soldiers crossed from Sudan into Chad on Monday."

    extracted = CliRunner().invoke(app, ["extract", "--text", text])
    judged = CliRunner().invoke(app, ["judge", "--text", text])

    report, alert = json.loads(extracted.stdout), json.loads(judged.stdout)
    assert (report["quantity"]["low"], report["country"]) == (4000, "TCD")
    assert datetime.now(UTC) - datetime.fromisoformat(report["published_at"]) < timedelta(hours=1)
    assert (alert["event_type"], alert["kind"]) == ("border_crossing", "initial")


@pytest.mark.parametrize("command", ["extract", "judge"])
def test_files_and_a_text_at_once_are_refused(command: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tocsin", command, "--text", "x", "y.jsonl"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (2, "tocsin: give files or --text, not both\n")


def test_explain_tells_the_words_the_figure_and_what_was_dropped(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    text = "Some 4,000 soldiers crossed into Chad on Monday. People could be killed there."
    article = {"id": "a1", "text": text, "published_at": "2026-03-09"}
    path.write_text(json.dumps(article) + "\n", encoding="utf-8")

    result = CliRunner().invoke(app, ["extract", "--explain", str(path)])

    assert result.exit_code == 0
    assert "border_crossing: about 4,000 troops, occurred, event, TCD" in result.stdout
    assert "figure: “Some 4,000”" in result.stdout
    assert "dropped: casualties/killed: an unknown number" in result.stdout
