"""Which rules there are, so that a misspelt one is refused."""

from collections.abc import Iterable
from pathlib import Path

from tocsin.services.nearest import hint
from tocsin.services.placed_yaml import Fault, documents, value
from tocsin.services.problem import Problem


def rules_on_disk(path: Path) -> frozenset[str]:
    """Return the ids of the rules in a file or folder; what cannot be read names none.

    Whether the files are right is said by `tocsin rules check`, not here.
    """
    found: set[str] = set()
    for file in sorted(path.glob("*.yaml")) if path.is_dir() else [path]:
        nodes = documents(file, "")
        for node in () if isinstance(nodes, Fault) else nodes:
            given = value(file, node)
            if isinstance(given, dict) and isinstance(given.get("id"), str):
                found.add(given["id"])
    return frozenset(found)


def check_rule(rule_id: str, known: Iterable[str]) -> None:
    """Return where a rule is known, or where nothing is known of any.

    Raises:
        Problem: there is none of this name; the nearest are named.
    """
    names = frozenset(known)
    if names and rule_id not in names:
        message = (
            f"rule {rule_id!r}: no such rule in TOCSIN_RULES or in the alerts so "
            f"far{hint(rule_id, names)}"
        )
        raise Problem(message)
