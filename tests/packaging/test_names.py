"""A class name says what its class is; two classes of one name make a reader look twice."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("schemas", "services", "training", "deploy")


def test_each_public_class_has_a_name_of_its_own() -> None:
    files: defaultdict[str, list[str]] = defaultdict(list)
    for folder in FOLDERS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            for statement in ast.parse(file.read_text()).body:
                if isinstance(statement, ast.ClassDef) and not statement.name.startswith("_"):
                    files[statement.name].append(str(file.relative_to(ROOT)))

    assert files
    assert {name: where for name, where in files.items() if len(where) > 1} == {}
