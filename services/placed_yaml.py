"""YAML that knows its lines, so that whatever is wrong is reported with file and line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

import yaml

from tocsin.services.regular_files import NOT_REGULAR, is_irregular

MOST_BYTES: Final = 4 * 1024 * 1024
"""Of one file."""
_DEEPEST: Final = 50
_MOST_NODES: Final = 200_000
"""Of one file, an alias counted as all that it refers to."""
_LONGEST_VALUE: Final = 100
_TEXT: Final = "tag:yaml.org,2002:str"


class _BoundedLoader(yaml.SafeLoader):
    """Composes at most what one of our files can hold, however few bytes ask for more."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self._depth = 0
        self._deepest = 0
        self._count = 0
        self._under_way: set[str] = set()
        self._sizes: dict[int, tuple[int, int]] = {}
        """Of each node: values and levels, aliases counted in full."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node, and count what it holds.

        Raises:
            yaml.composer.ComposerError: too deep, too much, or a node within itself.
        """
        event: yaml.NodeEvent = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, parent, index)
        outer, before = self._deepest, self._count
        self._depth += 1
        self._deepest = self._depth
        self._check(event)
        if event.anchor is not None:
            self._under_way.add(event.anchor)
        node: yaml.Node | None = super().compose_node(parent, index)
        self._under_way.discard(event.anchor)
        self._count += 1
        self._check(event)
        if isinstance(node, yaml.ScalarNode):
            self._check_scalar(event, node)
        self._sizes[id(node)] = self._count - before, self._deepest - self._depth
        self._depth -= 1
        self._deepest = max(outer, self._deepest)
        return node

    def _alias(
        self, event: yaml.AliasEvent, parent: yaml.Node | None, index: int
    ) -> yaml.Node | None:
        if event.anchor in self._under_way:
            self._refuse(event, f"*{event.anchor} contains itself")
        node: yaml.Node | None = super().compose_node(parent, index)
        count, levels = self._sizes.get(id(node), (1, 0))
        self._count += count
        self._deepest = max(self._deepest, self._depth + 1 + levels)
        self._check(event)
        return node

    def _check(self, event: yaml.Event) -> None:
        if self._deepest > _DEEPEST:
            self._refuse(event, f"nested more than {_DEEPEST} levels deep")
        if self._count > _MOST_NODES:
            self._refuse(event, f"more than {_MOST_NODES:,} values, aliases counted in full")

    def _check_scalar(self, event: yaml.Event, node: yaml.ScalarNode) -> None:
        # YAML 1.1 takes 1:59:59 for a number of base 60, and takes long over a long one
        if node.tag != _TEXT and not node.style and len(node.value) > _LONGEST_VALUE:
            self._refuse(
                event, f"a value of more than {_LONGEST_VALUE} characters that is not text"
            )

    def _refuse(self, event: yaml.Event, why: str) -> NoReturn:
        mark = event.start_mark
        raise yaml.composer.ComposerError(None, None, why, mark)  # type: ignore[arg-type]


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
        hint: what names the file, for people who named a wrong one.
    """
    try:
        if is_irregular(file):
            return Fault(file, 1, f"{NOT_REGULAR}; {hint}")
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            return Fault(file, 1, f"more than {MOST_BYTES:,} bytes; no such file has as many")
        nodes = yaml.compose_all(content.decode(), Loader=_BoundedLoader)
        return [node for node in nodes if node is not None]
    except OSError as error:
        return Fault(file, 1, f"{error.strerror}; {hint}")
    except RecursionError:
        return Fault(file, 1, "nested too deeply")
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        told = str(getattr(error, "problem", None) or error)
        return Fault(file, mark.line + 1 if mark is not None else 1, told)


def value(file: Path, node: yaml.Node) -> Any:  # noqa: ANN401 - whatever the YAML holds
    """Return what a document holds, or the `Fault` of one that holds what has no meaning."""
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(node)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # a value that YAML has a word for and no meaning: "=", the 31st of February
        message = str(error).splitlines()[0] if str(error) else type(error).__name__
        return Fault(file, node.start_mark.line + 1, message)
    except (ArithmeticError, AttributeError, LookupError, TypeError):
        # PyYAML's own way of saying that `!!bool x` or `!!int ""` is invalid
        return Fault(file, node.start_mark.line + 1, "a value that is not what its tag says")
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
    """Yield duplicate keys of one mapping: YAML would silently keep the last."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from twice(file, item)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, held in node.value:
            if isinstance(key, yaml.ScalarNode):  # what else is a key is refused as a value
                if key.value in seen:
                    yield Fault(file, key.start_mark.line + 1, f"{key.value} is here twice")
                seen.add(key.value)
            yield from twice(file, held)
