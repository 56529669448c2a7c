"""Read sources.yaml; whatever is wrong is reported with file, line and what would be right."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml
from pydantic import ValidationError

from tocsin.services.feeder.live.address import canonical_address
from tocsin.services.feeder.live.sources.source import ItemMatch, Listing, SecretPlace, Source
from tocsin.services.placed_yaml import Fault, documents, value
from tocsin.services.problem import Problem

_EITHER: Final = ("headers", "cookies", "proxy")
"""Fields whose values are texts or places of secrets."""
_WAYS: Final = ("str", "SecretPlace")
_FIELDS: Final = tuple(Source.model_fields)
_SHAPE: Final = "a list under `sources:`, each with name and url"


@dataclass(frozen=True, slots=True)
class _Placed:
    source: Source
    line: int


def read_sources_file(file: Path) -> list[Source]:
    """Return the sources of a file.

    Raises:
        Problem: it cannot be read, or a source is not right; every fault has its line.
    """
    found = documents(file, "name a sources file")
    if isinstance(found, Fault):
        raise Problem(str(found))
    root = found[0] if found else None
    placed: list[_Placed] = []
    faults: list[tuple[int, str]] = []
    for node in _entries(file, root):
        _take(file, node, placed, faults)
    faults.extend(_between(placed))
    if faults:
        raise Problem("\n".join(f"{file}:{line}: {what}" for line, what in sorted(faults)))
    return [one.source for one in placed]


def write_sources(sources: Sequence[Source]) -> str:
    """Return a sources file's text."""
    entries = [one.model_dump(mode="json", exclude_defaults=True) for one in sources]
    return yaml.safe_dump({"sources": entries}, sort_keys=False, allow_unicode=True, width=100)


def _entries(file: Path, root: yaml.Node | None) -> list[yaml.Node]:
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if key.value != "sources":
                message = f"{file}:{key.start_mark.line + 1}: {key.value}: expected {_SHAPE}"
                raise Problem(message)
            if isinstance(value, yaml.SequenceNode):
                return list(value.value)
    message = f"{file}:1: expected {_SHAPE}"
    raise Problem(message)


def _take(
    file: Path, node: yaml.Node, placed: list[_Placed], faults: list[tuple[int, str]]
) -> None:
    line = node.start_mark.line + 1
    lines = {}
    if isinstance(node, yaml.MappingNode):
        for key, _ in node.value:
            if key.value in lines:  # YAML would keep the last without a word
                faults.append((key.start_mark.line + 1, f"{key.value} is here twice"))
            lines[key.value] = key.start_mark.line + 1
    held = value(file, node)
    if isinstance(held, Fault):
        faults.append((held.line, held.message))
        return
    try:
        placed.append(_Placed(Source.model_validate(held), line))
    except ValidationError as error:
        told: dict[
            tuple[int, str], None
        ] = {}  # each once: a value that may be of two kinds is wrong in two ways
        for fault in error.errors(include_url=False, include_input=False):
            found = _told(fault["loc"], fault["type"], fault["msg"])
            # a fault of several fields begins with the one that it is about
            field = str(fault["loc"][0]) if fault["loc"] else found.split(":")[0]
            told[lines.get(field, line), found] = None
        faults.extend(told)


def _told(loc: tuple[int | str, ...], kind: str, message: str) -> str:
    plain = message.removeprefix("Value error, ")
    if not loc:
        return plain if kind == "value_error" else f"wanted is {_SHAPE}"
    field, *within = (str(one) for one in loc)
    # not pydantic's names of the ways in which it tried to read the value
    inner = [one for one in within if one not in _WAYS and "[" not in one]
    if kind != "value_error" and field in _EITHER:
        place = ".".join((field, *inner[:1]))
        return f"{place}: wanted is a text, or a secret's place: {{env: NAME}} or {{file: PATH}}"
    where = ".".join((field, *inner))
    if kind == "extra_forbidden":
        known = _fields_at(field) if inner else _FIELDS
        near = difflib.get_close_matches(str(loc[-1]), known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"legal: {', '.join(known)}"
        return f"{where}: no such field; {hint}"
    if kind == "missing":
        described = Source.model_fields[field].description if not inner else ""
        return f"{where}: missing; wanted: {described}" if described else f"{where}: missing"
    return f"{where}: {plain}"


def _fields_at(field: str) -> tuple[str, ...]:
    if field == "listing":
        return tuple(Listing.model_fields)
    return tuple(ItemMatch.model_fields if field in {"keep", "block"} else SecretPlace.model_fields)


def _between(placed: list[_Placed]) -> Iterator[tuple[int, str]]:
    """Yield duplicates: names, which metrics use, and addresses, which would be asked twice."""
    names: dict[str, _Placed] = {}
    addresses: dict[str | None, _Placed] = {}
    for one in placed:
        known = names.setdefault(one.source.name, one)
        if known is not one:
            yield one.line, f"name: {one.source.name} is taken in line {known.line}; names differ"
        known = addresses.setdefault(canonical_address(one.source.url), one)
        if known is not one:
            yield one.line, f"url: {one.source.url} is already in line {known.line}"
