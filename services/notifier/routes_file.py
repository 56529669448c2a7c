"""Read the routes file; secrets come from the environment, and faults name file and line."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import ValidationError

from tocsin.services.areas.naming import Atlas
from tocsin.services.notifier.routes import AppriseTarget, AreaContext, Routes
from tocsin.services.notifier.targets.people import apprise_of
from tocsin.services.placed_yaml import Fault, documents, line_at, twice, value
from tocsin.services.problem import Problem
from tocsin.services.settings import Settings

_VARIABLE: Final = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_TAGS: Final = {"apprise", "webhook"}


def routes_of_settings(settings: Settings) -> Routes:
    """Return the routes that the settings name, with the areas that they name.

    Raises:
        Problem: something is wrong with the file or with the areas.
    """
    file, atlas = settings.notifier_routes, Atlas.load(settings.areas)
    places = AreaContext(atlas, file.parent, settings.area_country_only)
    return load_routes(file, places=places)


def load_routes(
    file: Path, environment: Mapping[str, str] | None = None, places: AreaContext | None = None
) -> Routes:
    """Return the routes of a file, `${NAME}` taken from the environment.

    Raises:
        Problem: something is wrong with it; all of it is named, with lines, and no secret.
    """
    read = read_routes(file, os.environ if environment is None else environment, places)
    if isinstance(read, Routes):
        return read
    message = "the routes are not right:\n" + "\n".join(f"  {fault}" for fault in read)
    raise Problem(message)


def read_routes(
    file: Path, environment: Mapping[str, str], places: AreaContext | None = None
) -> Routes | list[Fault]:
    """Return the routes of a file, or every fault of it."""
    found = documents(file, "TOCSIN_NOTIFIER_ROUTES or --routes names the file")
    if isinstance(found, Fault):
        return [found]
    if len(found) != 1:
        return [Fault(file, 1, "one document with `targets` and `routes`, no more and no less")]
    (node,) = found
    faults = list(twice(file, node))
    missing: set[str] = set()
    given = value(file, node)
    if isinstance(given, Fault):
        return [*faults, given]
    filled = _filled(given, environment, missing)
    faults += [
        Fault(file, _line_of(file, name), f"${{{name}}} is not set in the environment")
        for name in sorted(missing)
    ]
    if faults:
        return faults
    try:
        routes = Routes.model_validate(filled, context=places)
    except ValidationError as error:
        return [_fault(file, node, problem) for problem in error.errors(include_url=False)]
    unknown = [
        Fault(file, line_at(node, ["targets", index, "url"]), "no address that Apprise knows")
        for index, target in enumerate(routes.targets)
        if isinstance(target, AppriseTarget) and apprise_of(target) is None
    ]
    return unknown or routes


def _filled(given: Any, environment: Mapping[str, str], missing: set[str]) -> Any:  # noqa: ANN401 - whatever the YAML holds
    if isinstance(given, dict):
        return {key: _filled(held, environment, missing) for key, held in given.items()}
    if isinstance(given, list):
        return [_filled(held, environment, missing) for held in given]
    if not isinstance(given, str):
        return given
    missing.update(name for name in _VARIABLE.findall(given) if name not in environment)
    return _VARIABLE.sub(lambda found: environment.get(found[1], ""), given)


def _line_of(file: Path, name: str) -> int:
    lines = file.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if f"${{{name}}}" in line), 1)


def _as_written(node: Any, path: list[Any]) -> list[Any]:  # noqa: ANN401 - YAML
    """Return the path without the index of a list's only element, which may be given alone."""
    written = []
    for part in path:
        if isinstance(node, yaml.MappingNode):
            if isinstance(part, int):
                continue
            node = next((held for key, held in node.value if key.value == part), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part] if part < len(node.value) else None
        written.append(part)
    return written


def _fault(file: Path, node: Any, problem: Any) -> Fault:  # noqa: ANN401 - YAML and pydantic's dict
    path = _as_written(node, [part for part in problem["loc"] if part not in _TAGS])
    field = ".".join(str(part) for part in path)
    message = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "extra_forbidden":
        message = "no such field"
    return Fault(file, line_at(node, path), f"{field}: {message}" if field else message)
