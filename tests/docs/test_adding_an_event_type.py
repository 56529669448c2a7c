"""Adding an event type, as `docs/extending.md` says: in a copy of the tree, block by block."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROFILES = Path("schemas/event_types/profiles.py")


def blocks() -> list[str]:
    """Return the blocks of the tutorial, in order, without their marks."""
    page = (ROOT / "docs" / "extending.md").read_text("utf-8")
    section = page.partition("## An event type\n")[2].partition("\n## ")[0]
    return re.findall(r"^```\w+\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


WORD, PROFILE, SCHEMAS, RULE, REPORT, JUDGE, TITLE, LABEL = blocks()


def write_type(tree: Path, profile: str = PROFILE) -> None:
    """Add the word behind the last event type, and the profile behind the last one."""
    file = tree / PROFILES
    text = file.read_text("utf-8")
    words, other, rest = text.partition("\n\n\nclass Subtype(Word)")
    table, end, behind = rest.partition("    }\n)\n\ncheck(")
    assert other
    assert end
    file.write_text(f"{words}\n{WORD.rstrip()}{other}{table}{profile}{end}{behind}", "utf-8")


def run(tree: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the copy, which imports itself and not the tree that it was copied from."""
    environment = {**os.environ, "PYTHONPATH": str(tree), "TOCSIN_STATE_DIR": str(tree / "state")}
    return subprocess.run(
        [sys.executable, *words],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


@pytest.fixture
def contracts(tmp_path: Path) -> Path:
    """Return a copy of the contracts alone: they load without all else."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("schemas", "tocsin"):
        shutil.copytree(ROOT / name, tmp_path / name, symlinks=True, ignore=ignored)
    return tmp_path


@pytest.fixture
def tree(contracts: Path) -> Path:
    """Return a copy of all that judges and reads."""
    model = Path("services/reading/model")
    ignored = shutil.ignore_patterns("__pycache__", "*.onnx")
    shutil.copytree(ROOT / "services", contracts / "services", ignore=ignored)
    (contracts / model / "encoder.onnx").symlink_to(ROOT / model / "encoder.onnx")
    shutil.copytree(ROOT / "seeds" / "rules", contracts / "seeds" / "rules")
    (contracts / "training").symlink_to(ROOT / "training")
    return contracts


def test_the_tutorial_adds_a_type_that_is_judged_and_has_a_title(tree: Path) -> None:
    write_type(tree)
    (tree / "seeds" / "rules" / "building-collapse.yaml").write_text(RULE, "utf-8")
    (tree / "report.json").write_text(REPORT, "utf-8")

    assert SCHEMAS == "make schemas\n"
    written = run(tree, "-m", "tocsin.schemas.export")
    judged = run(tree, "-m", *JUDGE.split())

    assert written.returncode == 0, written.stderr
    assert '"building_collapse"' in (tree / "schemas" / "json" / "report.schema.json").read_text()
    assert judged.returncode == 0, judged.stderr
    (alert,) = map(json.loads, judged.stdout.splitlines())
    assert alert["title"] == TITLE.strip()
    assert alert["severity"] == "Severe"
    assert alert["plover"] == "NONE"


def test_the_network_that_ships_still_reads_what_it_knows(tree: Path) -> None:
    write_type(tree)
    text = "At least 30 people were killed when a bus fell into a ravine in Peru on Monday."

    read = run(tree, "-m", "tocsin", "extract", "--text", text)

    assert read.returncode == 0, read.stderr
    (report,) = map(json.loads, read.stdout.splitlines())
    assert (report["event_type"], report["subtype"]) == ("casualties", "killed")


@pytest.mark.parametrize("field", re.findall(r"^ +(\w+)=(?!KindProfile)", PROFILE, re.MULTILINE))
def test_a_profile_without_one_of_its_fields_does_not_load(field: str, contracts: Path) -> None:
    without = re.sub(rf"^ +{field}=.*\n", "", PROFILE, count=1, flags=re.MULTILINE)
    write_type(contracts, without)

    loaded = run(contracts, "-c", "import tocsin.schemas.vocabulary")

    assert loaded.returncode != 0
    assert f"'{field}'" in loaded.stderr


def test_a_type_without_a_profile_does_not_load(contracts: Path) -> None:
    write_type(contracts, "")

    loaded = run(contracts, "-c", "import tocsin.schemas.vocabulary")

    assert "no profile of building_collapse" in loaded.stderr


def test_two_measures_of_one_order_do_not_load(contracts: Path) -> None:
    write_type(contracts, PROFILE.replace("order=16", "order=1"))

    loaded = run(contracts, "-c", "import tocsin.schemas.vocabulary")

    assert "two measures have the order 1" in loaded.stderr


def test_the_label_of_the_tutorial_marks_the_words_that_it_means() -> None:
    label = json.loads(LABEL)
    (event,) = label["events"]
    start, end = event["spans"]["trigger"]
    assert label["text"][start:end] == "collapsed"
    ((start, end),) = event["spans"]["figure"]
    assert label["text"][start:end] == "At least 24"


def test_no_code_compares_with_one_event_type() -> None:
    named = [
        f"{file.relative_to(ROOT)}: {found[0]}"
        for folder in ("schemas", "services", "training")
        for file in (ROOT / folder).rglob("*.py")
        if file != ROOT / PROFILES
        for found in re.finditer(r"\b(?:EventType|Subtype)\.[A-Z_]+\b", file.read_text("utf-8"))
    ]
    assert named == []
