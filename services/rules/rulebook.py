"""The active rules: all of a folder's, or none if one is wrong."""

from pathlib import Path
from typing import Final

from tocsin.schemas.rule import Rule
from tocsin.services.problem import Problem
from tocsin.services.rules.files import read_rules

_MOST_TOLD: Final = 50
"""Faults in one message, which may be a line of a log."""


def load_rules(path: Path) -> tuple[Rule, ...]:
    """Return the rules of one file, or of all `*.yaml` files of a folder, by id.

    Raises:
        Problem: no rules there, or some are wrong; the message names every fault.
    """
    rules, faults = read_rules(rule_files(path))
    if faults:
        told = [str(fault) for fault in faults[:_MOST_TOLD]]
        if len(faults) > _MOST_TOLD:
            told.append(f"and {len(faults) - _MOST_TOLD:,} more: `tocsin rules check` lists all")
        message = "\n  ".join(told if len(told) == 1 else [f"{len(faults):,} to mend:", *told])
        message = f"rules: {message}"
        raise Problem(message)
    return tuple(sorted((placed.rule for placed in rules), key=lambda rule: rule.id))


def rule_files(path: Path) -> list[Path]:
    """Return the rule files of a folder, or the one file.

    Raises:
        Problem: a folder without any.
    """
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not files:
        message = f"no rules in {path}: add *.yaml files, or set TOCSIN_RULES"
        raise Problem(message)
    return files
