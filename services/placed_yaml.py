"""YAML that knows its lines, so that whatever is wrong is told with file and line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and where."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def documents(file: Path, hint: str) -> list[yaml.Node] | Fault:
    """Return the documents of a file, or why there are none.

    Args:
        file: to read.
        hint: what names the file, for whoever named a wrong one.
    """
    try:
        nodes = yaml.compose_all(file.read_text("utf-8"), Loader=yaml.SafeLoader)
        return [node for node in nodes if node is not None]
    except OSError as error:
        return Fault(file, 1, f"{error.strerror}; {hint}")
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        told = str(getattr(error, "problem", None) or error)
        return Fault(file, mark.line + 1 if mark is not None else 1, told)


def value(file: Path, node: yaml.Node) -> Any:  # noqa: ANN401 - whatever the YAML holds
    """Return what a document holds, or the `Fault` of one that holds what has no meaning."""
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(node)
    except (yaml.YAMLError, ValueError) as error:
        # a value that YAML has a word for and no meaning: "=", the 31st of February
        message = str(error).splitlines()[0] if str(error) else type(error).__name__
        return Fault(file, node.start_mark.line + 1, message)
    finally:
        loader.dispose()


def line_at(node: yaml.Node, path: Sequence[Any]) -> int:
    """Return the line of the innermost node on the path that is there, counted from 1."""
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


def twice(file: Path, node: yaml.Node) -> Iterator[Fault]:
    """Yield the keys that stand twice in one mapping: YAML would keep the last without a word."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from twice(file, item)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, held in node.value:
            if isinstance(key, yaml.ScalarNode):  # what else is a key is refused as a value
                if key.value in seen:
                    yield Fault(file, key.start_mark.line + 1, f"{key.value} stands here twice")
                seen.add(key.value)
            yield from twice(file, held)
