import json
import subprocess
from pathlib import Path

import pytest
from tocsin_command import run

from tocsin.services.problem import ExitStatus
from tocsin.services.settings import Settings

GOOD = """\
kind: threshold
id: mass-arrests
version: 1
title: Mass arrests
why: A hundred in one sweep are planned.
when:
  event_type: detention
bands:
  - {at_least: 100, severity: Moderate}
cases:
  fire: ["Police in Belarus arrested 320 demonstrators on Sunday."]
  silent: ["Police arrested 14 people after the match in Naples."]
"""


def tocsin(*arguments: str) -> subprocess.CompletedProcess[str]:
    return run(Settings.load(), arguments)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mass-arrests.yaml").write_text(GOOD)
    return tmp_path


def test_all_faults_are_reported_with_file_line_and_what_would_be_legal(folder: Path) -> None:
    (folder / "b.yaml").write_text(
        GOOD.replace("id: mass-arrests", "id: Mass Arrests")
        .replace("event_type: detention", "event_typ: detention")
        .replace("Moderate", "Modrate")
    )
    (folder / "c.yaml").write_text("kind: treshold\nid: c\n")
    (folder / "d.yaml").write_text("kind: threshold\n  id: [")

    done = tocsin("rules", "check", "--rules", str(folder))

    assert done.returncode == ExitStatus.MISUSE
    faults = done.stdout.splitlines()
    assert f"{folder}/b.yaml:7: when.event_typ: no such field; did you mean event_type?" in faults
    assert any(line.startswith(f"{folder}/b.yaml:2: id: ") for line in faults)
    assert any(line.startswith(f"{folder}/b.yaml:9: bands.0.severity: ") for line in faults)
    assert f"{folder}/c.yaml:1: kind must be one of " in done.stdout
    assert f"{folder}/d.yaml:2: " in done.stdout
    assert faults[-1] == "1 rule right, 7 faults"


def test_rules_that_name_rules_which_are_not_there_are_reported(folder: Path) -> None:
    (folder / "wide.yaml").write_text(
        GOOD.replace("id: mass-arrests", "id: wide\nsuppress: [mas-arrests]")
    )

    done = tocsin("rules", "check", "--rules", str(folder))

    assert "wide.yaml:1: suppress: no rule mas-arrests; did you mean mass-arrests?" in done.stdout


def test_an_id_that_is_taken_is_reported_with_both_places(folder: Path) -> None:
    (folder / "again.yaml").write_text(GOOD)

    done = tocsin("rules", "check", "--rules", str(folder))

    assert f"{folder}/mass-arrests.yaml:1: id: mass-arrests is taken by {folder}/again.yaml:1" in (
        done.stdout
    )


def test_a_key_that_stands_twice_is_a_fault(folder: Path) -> None:
    (folder / "mass-arrests.yaml").write_text(f"{GOOD}title: Another\n")

    done = tocsin("rules", "check", "--rules", str(folder))

    assert "mass-arrests.yaml:13: title is here twice" in done.stdout


def test_good_rules_are_right_and_their_cases_come_out(folder: Path) -> None:
    assert tocsin("rules", "check", "--rules", str(folder)).returncode == ExitStatus.OK

    done = tocsin("rules", "test", "--rules", str(folder))

    assert done.stdout == "1 rule, 2 cases, 0 failed\n"
    assert done.returncode == ExitStatus.OK


def test_a_case_that_comes_out_otherwise_is_reported(folder: Path) -> None:
    (folder / "mass-arrests.yaml").write_text(GOOD.replace("at_least: 100", "at_least: 10"))

    done = tocsin("rules", "test", "--rules", str(folder))

    told = "mass-arrests: it must stay silent and rings: Police arrested 14 people"
    assert told in done.stdout
    assert done.returncode == ExitStatus.INCOMPLETE


def test_a_rule_is_explained_step_by_step(folder: Path, tmp_path: Path) -> None:
    article = {
        "id": "a-1",
        "source": "Border Wire",
        "published_at": "2026-03-03",
        "text": "Police in Belarus arrested 320 demonstrators on Sunday.",
    }
    file = tmp_path / "articles.jsonl"
    file.write_text(json.dumps(article))

    done = tocsin("rules", "explain", "mass-arrests", str(file), "--rules", str(folder))

    assert "article a-1: " in done.stdout
    assert "yes: all of the condition is met" in done.stdout
    assert "yes: the figure reaches 100 (Moderate)" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("=> initial, Moderate: Mass arrests: 320")


def test_it_is_explained_why_two_articles_tell_of_one_event(folder: Path, tmp_path: Path) -> None:
    first = {
        "id": "a-1",
        "source": "Border Wire",
        "published_at": "2026-03-03T08:00:00Z",
        "text": "Police in Minsk, Belarus, arrested 320 demonstrators on Sunday.",
    }
    second = {
        "id": "a-2",
        "source": "Harbour Post",
        "published_at": "2026-03-03T14:00:00Z",
        "text": "Belarus police arrested 1,450 demonstrators in Minsk on Sunday, a group said.",
    }
    file = tmp_path / "articles.jsonl"
    file.write_text(f"{json.dumps(first)}\n{json.dumps(second)}\n")

    done = tocsin("rules", "explain", "mass-arrests", str(file), "--rules", str(folder))

    joined = [line for line in done.stdout.splitlines() if "a-2 is one with a-1: " in line]
    assert joined, done.stdout
    assert "one spot that both sentences name" in joined[-1]
    assert "same day" in joined[-1]


def test_a_rule_that_is_not_there_is_reported_with_the_nearest(folder: Path) -> None:
    done = tocsin("rules", "explain", "mass-arrest", "-", "--rules", str(folder))

    assert done.returncode == ExitStatus.MISUSE
    assert "did you mean mass-arrests?" in done.stderr
