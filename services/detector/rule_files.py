"""Read rule files; whatever is wrong is told with file, line and what would be legal."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ValidationError

from schemas.rule import (
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
class Fault:
    """One thing that is wrong, and where."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


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
        try:
            nodes = list(yaml.compose_all(file.read_text("utf-8"), Loader=yaml.SafeLoader))
        except OSError as error:
            faults.append(Fault(file, 1, f"{error.strerror}; TOCSIN_RULES or --rules names rules"))
        except (UnicodeDecodeError, yaml.YAMLError) as error:
            faults.append(Fault(file, _line_of(error), _said(error)))
        else:
            for node in nodes:
                if node is not None:
                    _take(file, node, rules, faults)
    faults.extend(_between(rules))
    return rules, faults


def _take(file: Path, node: yaml.Node, rules: list[PlacedRule], faults: list[Fault]) -> None:
    twice = [Fault(file, line, message) for line, message in _twice(node)]
    faults.extend(twice)
    try:
        document = _value(node)
    except (yaml.YAMLError, ValueError) as error:
        # a value that YAML has a word for and no meaning: "=", the 31st of February
        message = str(error).splitlines()[0] if str(error) else type(error).__name__
        faults.append(Fault(file, node.start_mark.line + 1, message))
        return
    try:
        rule = RULE.validate_python(document)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            line, message = _explained(node, document, problem)
            faults.append(Fault(file, line, message))
    else:
        rules.append(PlacedRule(rule, file, node.start_mark.line + 1))


def _value(node: yaml.Node) -> Any:  # noqa: ANN401 - whatever the YAML holds
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(node)
    finally:
        loader.dispose()


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
    return _line_at(node, path), f"{field}: {message}" if field else message


def _line_at(node: yaml.Node, path: list[Any]) -> int:
    """Return the line of the innermost node on the path that is there."""
    line = node.start_mark.line
    for part in path:
        if isinstance(node, yaml.MappingNode):
            pair = next((one for one in node.value if one[0].value == part), None)
            if pair is None:
                return line + 1
            line, node = pair[0].start_mark.line, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            if part >= len(node.value):
                return line + 1
            node = node.value[part]
            line = node.start_mark.line
    return line + 1


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


def _twice(node: yaml.Node) -> Iterator[tuple[int, str]]:
    """Yield the keys that stand twice in one mapping: YAML would keep the last without a word."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _twice(item)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.start_mark.line + 1, f"{key.value} stands here twice"
            seen.add(key.value)
            yield from _twice(value)


def _between(rules: list[PlacedRule]) -> Iterator[Fault]:
    """Yield what is wrong with rules as they stand beside each other."""
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


def _line_of(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark is not None else 1


def _said(error: Exception) -> str:
    return str(getattr(error, "problem", None) or error)
