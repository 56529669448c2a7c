"""Read rule files; whatever is wrong is reported with file, line and what would be legal."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ValidationError

from tocsin.schemas.rule import (
    RULE,
    Band,
    Cases,
    Condition,
    Dispatch,
    FirstRule,
    FrequencyRule,
    IncidentRule,
    Rule,
    SequenceRule,
    SpikeRule,
    ThresholdRule,
    TotalRule,
)
from tocsin.services.placed_yaml import Fault, documents, line_at, twice, value

_BY_KIND: Final[dict[str, type[BaseModel]]] = {
    "threshold": ThresholdRule,
    "total": TotalRule,
    "frequency": FrequencyRule,
    "spike": SpikeRule,
    "first": FirstRule,
    "sequence": SequenceRule,
}
_TAGS: Final = {*_BY_KIND, "tuple[Dispatch, ...]"}
"""What pydantic puts into the path of a problem without it standing in the file."""

_WITHIN: Final[dict[str, type[BaseModel]]] = {"when": Condition, "bands": Band, "cases": Cases}


@dataclass(frozen=True, slots=True)
class PlacedRule:
    """A rule and where it begins."""

    rule: Rule
    file: Path
    line: int


def read_rules(files: list[Path]) -> tuple[list[PlacedRule], list[Fault]]:
    """Return the good rules of all files, and every fault of the others."""
    rules: list[PlacedRule] = []
    faults: list[Fault] = []
    for file in files:
        found = documents(file, "TOCSIN_RULES or --rules names rules")
        if isinstance(found, Fault):
            faults.append(found)
            continue
        for node in found:
            _take(file, node, rules, faults)
    faults.extend(_between(rules))
    return rules, faults


def _take(file: Path, node: yaml.Node, rules: list[PlacedRule], faults: list[Fault]) -> None:
    faults.extend(twice(file, node))
    document = value(file, node)
    if isinstance(document, Fault):
        faults.append(document)
        return
    try:
        rule = RULE.validate_python(document)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            line, message = _explained(node, document, problem)
            faults.append(Fault(file, line, message))
    else:
        rules.append(PlacedRule(rule, file, node.start_mark.line + 1))


def _explained(node: yaml.Node, document: Any, problem: Any) -> tuple[int, str]:  # noqa: ANN401 - YAML and pydantic's dict
    """Return the line of a problem, and what is wrong and would be right."""
    kind = document.get("kind") if isinstance(document, dict) else None
    path = [part for part in problem["loc"] if part not in _TAGS]
    field = ".".join(str(part) for part in path if part != "str")
    message = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "extra_forbidden":
        message = f"no such field; {_legal_fields(kind, path)}"
    elif problem["type"].startswith("union_tag"):
        message = f"kind must be one of {', '.join(sorted(_BY_KIND))}"
    return line_at(node, path), f"{field}: {message}" if field else message


def _legal_fields(kind: str | None, path: list[Any]) -> str:
    model = _BY_KIND.get(str(kind), ThresholdRule)
    for part in path[:-1]:
        model = _WITHIN.get(str(part), Dispatch if isinstance(part, int) else model)
        if part == "bands":
            model = Band
            break
    legal = sorted(model.model_fields)
    near = difflib.get_close_matches(str(path[-1]), legal, n=1)
    return f"did you mean {near[0]}?" if near else f"legal: {', '.join(legal)}"


def _between(rules: list[PlacedRule]) -> Iterator[Fault]:
    """Yield what is wrong with rules beside each other."""
    by_id: dict[str, PlacedRule] = {}
    for placed in rules:
        known = by_id.setdefault(placed.rule.id, placed)
        if known is not placed:
            taken = f"{known.file}:{known.line}"
            yield Fault(
                placed.file, placed.line, f"id: {placed.rule.id} is taken by {taken}; ids differ"
            )
    for placed in rules:
        for field, other in _references(placed.rule):
            yield from _wrong_reference(placed, field, other, by_id)


def _references(rule: Rule) -> Iterator[tuple[str, str]]:
    if isinstance(rule, SequenceRule):
        yield from (("first", one) for one in rule.first)
        yield from (("then", one) for one in rule.then)
    else:
        yield from (("suppress", one) for one in rule.suppress)


def _wrong_reference(
    placed: PlacedRule, field: str, other: str, by_id: dict[str, PlacedRule]
) -> Iterator[Fault]:
    known = by_id.get(other)
    if known is None:
        near = difflib.get_close_matches(other, by_id, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(by_id))}"
        yield Fault(placed.file, placed.line, f"{field}: no rule {other}; {hint}")
    elif not isinstance(known.rule, IncidentRule):
        yield Fault(placed.file, placed.line, f"{field}: {other} is a sequence; name other kinds")
    elif (
        isinstance(placed.rule, IncidentRule)
        and known.rule.when.event_type is not placed.rule.when.event_type
    ):
        yield Fault(
            placed.file, placed.line, f"{field}: {other} looks at another event type than this rule"
        )
