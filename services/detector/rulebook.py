"""Read rule files; all that is wrong with them is told at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from schemas.rule import RULE, Rule
from services.problem import Problem


def load_rules(path: Path) -> tuple[Rule, ...]:
    """Return the rules of one file, or of all `*.yaml` files of a folder, by id.

    Raises:
        Problem: no rules there, or some are wrong; the message names every fault.
    """
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not files:
        message = f"no rules in {path}: put *.yaml files there, or set TOCSIN_RULES"
        raise Problem(message)
    rules: dict[str, Rule] = {}
    faults: list[str] = []
    for file in files:
        for rule in _parsed(file, faults):
            if rule.id in rules:
                faults.append(f"{file}: the id {rule.id} is taken already; ids must differ")
            rules[rule.id] = rule
    if faults:
        message = "\n  ".join(faults if len(faults) == 1 else [f"{len(faults)} to mend:", *faults])
        message = f"rules: {message}"
        raise Problem(message)
    return tuple(rules[rule_id] for rule_id in sorted(rules))


def _parsed(file: Path, faults: list[str]) -> Iterator[Rule]:
    try:
        documents: list[Any] = [
            document for document in yaml.safe_load_all(file.read_text("utf-8")) if document
        ]
    except OSError as error:
        faults.append(f"{file}: {error.strerror}; TOCSIN_RULES or --rules names the rules")
        return
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        faults.append(f"{file}: {error}")
        return
    for document in documents:
        try:
            yield RULE.validate_python(document)
        except ValidationError as error:
            faults.extend(
                f"{file}: {'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
                for fault in error.errors()
            )
