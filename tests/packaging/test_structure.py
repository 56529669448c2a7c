"""The house stays tidy: small files, small folders, every package in a contract of imports.

`lint-imports` checks the contracts themselves: nothing imports upward, nothing in a circle.
"""

import ast
import statistics
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = ("schemas", "services")
MEDIAN_LINES = 120
FILES_OF_A_FOLDER = 15
FAUST_PLACES = 5
PUBLIC = {"Sensor", "Service"}
"""Made to be subclassed: Faust's sensors and mode's services."""


def sources() -> list[Path]:
    return [file for folder in CODE for file in (ROOT / folder).rglob("*.py")]


def folders() -> list[Path]:
    return [one for one in (ROOT / "services", ROOT / "schemas") if one.is_dir()] + [
        folder
        for base in CODE
        for folder in (ROOT / base).rglob("*")
        if folder.is_dir() and folder.name != "__pycache__"
    ]


def test_half_of_all_files_are_short() -> None:
    lengths = [len(file.read_text("utf-8").splitlines()) for file in sources()]
    assert statistics.median(lengths) <= MEDIAN_LINES


@pytest.mark.parametrize("folder", folders(), ids=lambda one: str(one.relative_to(ROOT)))
def test_a_folder_can_be_taken_in_at_a_glance(folder: Path) -> None:
    own = [one.name for one in folder.iterdir() if one.is_file()]
    assert len(own) <= FILES_OF_A_FOLDER, sorted(own)


@pytest.mark.parametrize(
    "package", ["tocsin.services", "tocsin.services.reading", "tocsin.services.judging"]
)
def test_every_module_has_its_place_in_a_contract_of_layers(package: str) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    named = {
        name.strip()
        for contract in contracts["contracts"]
        for layer in contract.get("layers", ())
        for name in layer.split("|")
    }
    folder = ROOT / package.removeprefix("tocsin.").replace(".", "/")
    there = {
        f"{package}.{one.stem}"
        for one in folder.iterdir()
        if (one.suffix == ".py" and one.stem != "__init__") or (one / "__init__.py").exists()
    }
    assert there <= named


def test_fausts_own_classes_are_extended_in_few_places() -> None:
    """Docs: adr/0030. A place is a file; another one needs a reason there."""
    extended = {}
    for file in (ROOT / "services" / "detector").rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        fausts = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("faust")
            for alias in node.names
        } - PUBLIC
        bases = {
            name.id
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
            for base in node.bases
            for name in ast.walk(base)
            if isinstance(name, ast.Name) and name.id in fausts
        }
        if bases:
            extended[str(file.relative_to(ROOT / "services" / "detector"))] = bases
    assert extended == {
        "kafka/acknowledged_fetches.py": {"ConsumerMessage", "Transport"},
        "kafka/prompt_consumer.py": {"AIOKafkaConsumerThread"},
        "kafka/recovery.py": {"Consumer", "Recovery", "TableManager"},
        "state/table.py": {"Table"},
    }
    assert len(extended) <= FAUST_PLACES
