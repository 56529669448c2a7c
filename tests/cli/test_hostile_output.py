"""Nothing that a text, an id, a link or a file's name holds acts on a terminal."""

import json
import logging
import os
import subprocess
from pathlib import Path

import pytest
from tocsin_command import command

from tocsin.services.monitoring.logs import set_up_logs
from tocsin.services.terminal import harmless

HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202egnp\rX\b"
ACTING = ("\x1b", "\x07", "\x9b", "\u202e", "\r", "\b")
ARTICLE = {
    "id": f"1{HOSTILE}",
    "source": f"Gazette{HOSTILE}",
    "title": f"Flight{HOSTILE}",
    "url": "https://gazette.example/1",
    "published_at": "2026-03-09",
    "text": f"Some 4,000 soldiers{HOSTILE} crossed from Sudan into Chad on Monday. "
    "Some 4,000 soldiers crossed from Sudan into Chad on Monday.",
}


def run(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        command(*arguments),
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        cwd=folder,
        capture_output=True,
        timeout=120,
        check=False,
    )
    # as it is: text mode would drop carriage returns
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


@pytest.fixture
def articles(tmp_path: Path) -> str:
    name = f"a{HOSTILE}.jsonl"
    bad = json.dumps({"id": HOSTILE, f"x{HOSTILE}": 1})
    foreign = json.dumps({**ARTICLE, "text": "Der Fluss ist über Nacht gestiegen. " * 9})
    lines = [json.dumps(ARTICLE), json.dumps(ARTICLE, ensure_ascii=False), bad, foreign]
    (tmp_path / name).write_text("\n".join(lines))
    return name


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract",),
        ("extract", "--format", "table"),
        ("judge",),
        ("judge", "--format", "table"),
        ("evaluate",),
        ("backtest",),
        ("feed", "--dry-run"),
        ("rules", "explain", "border-crossing-troops"),
    ],
)
def test_hostile_articles_and_names_of_files_do_nothing(
    tmp_path: Path, articles: str, arguments: tuple[str, ...]
) -> None:
    done = run(tmp_path, *arguments, articles)

    told = done.stdout + done.stderr
    assert told
    assert [one for one in ACTING if one in told] == []
    assert "Traceback" not in told


@pytest.mark.parametrize(
    "arguments",
    [
        ("sources", "check", f"no{HOSTILE}.yaml"),
        ("sources", "check", f"s{HOSTILE}.yaml"),
        ("sources", "import", f"s{HOSTILE}.yaml"),
        ("rules", "check", f"s{HOSTILE}.yaml"),
        ("notify", "check", "--routes", f"s{HOSTILE}.yaml"),
        (f"no{HOSTILE}",),
        ("feed", f"--no{HOSTILE}"),
        ("feed", "--dry-run", f"no{HOSTILE}.jsonl"),
    ],
)
def test_what_is_wrong_is_reported_without_doing_it(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    file = tmp_path / f"s{HOSTILE}.yaml"
    file.write_text('sources: [{name: "a\\e[31mb", url: "ftp://\\e[2J", "\\e[1mx": 1}]')

    done = run(tmp_path, *arguments)

    told = done.stdout + done.stderr
    assert done.returncode == 2
    assert [one for one in ACTING if one in told] == []


def test_what_is_shown_instead_is_the_same_json(tmp_path: Path, articles: str) -> None:
    first = json.loads(run(tmp_path, "extract", articles).stdout.splitlines()[0])

    assert first["article_id"] == ARTICLE["id"]


def test_a_name_that_is_no_utf8_is_reported_too(tmp_path: Path) -> None:
    done = run(tmp_path, "feed", "--dry-run", os.fsdecode(b"a\xff.jsonl"))

    assert done.returncode == 2
    assert "a\\udcff.jsonl: no such file" in done.stderr


def test_the_log_for_people_shows_what_would_act(capsys: pytest.CaptureFixture[str]) -> None:
    import structlog  # noqa: PLC0415 - its configuration is set back below

    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        set_up_logs("console", "info")
        structlog.get_logger("tocsin.x").warning(HOSTILE, id=f"a{HOSTILE}\nforged", n=1)
        try:
            int(HOSTILE)
        except ValueError:
            structlog.get_logger("tocsin.x").exception("failed")
        logging.getLogger("elsewhere").warning("%s", HOSTILE)
    finally:
        root.handlers[:], level = before
        root.setLevel(level)
        structlog.reset_defaults()

    told = capsys.readouterr().err
    assert "failed" in told
    assert [one for one in ACTING if one in told] == []
    assert "\nforged" not in told


@pytest.mark.parametrize(
    "arguments",
    [
        ("config",), ("config", "--format", "json"), ("acl", "show"), ("--help",),
        ("feed", "--help"), ("sources", "export"), ("extract", "many.jsonl"),
    ],
)  # fmt: skip
def test_a_reader_who_leaves_ends_a_command_well(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    plain = {**ARTICLE, "id": "1", "text": "Some 4,000 soldiers crossed from Sudan into Chad."}
    (tmp_path / "many.jsonl").write_text(f"{json.dumps(plain)}\n" * 300)
    read, write = os.pipe()
    os.close(read)
    process = subprocess.Popen(
        command(*arguments), cwd=tmp_path, stdout=write, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())}, text=True,
    )  # fmt: skip
    os.close(write)
    _, errors = process.communicate(timeout=120)

    assert (process.returncode, errors) == (0, "")


def test_words_of_all_scripts_stay_as_they_are() -> None:
    for words in ("naïve “so”", "مرحبا بالعالم", "नमस्ते क्\u200dष", "日本語\tx\n", "👩\u200d🚒"):
        assert harmless(words) == words


@pytest.mark.parametrize("form", ["jsonl", "table"])
def test_a_stream_of_few_characters_gets_the_others_as_escapes(
    tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    article = {**ARTICLE, "text": "Some 4,000 “soldiers” crossed from Sudan into Chad on Monday."}
    (tmp_path / "a.jsonl").write_text(json.dumps(article, ensure_ascii=False), encoding="utf-8")

    done = run(tmp_path, "extract", "--format", form, "a.jsonl")

    assert (done.returncode, done.stderr) == (0, "")
    if form == "jsonl":
        assert "“soldiers”" in json.loads(done.stdout)["evidence"]["sentence"]
