"""What is not installed, and how to install it: which of our extras brings a module."""

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from traceback import walk_tb
from typing import Final

from tocsin.services.problem import Problem

_DISTRIBUTIONS: Final = {"faust": "faust-streaming", "mode": "mode-streaming"}
"""Modules that are not called like what installs them."""

_EXTRA_OF_ROOM: Final = {
    "archive": "archive",
    "board": "board",
    "broker": "broker",
    "detector": "detector",
    "feeder": "feeds",
    "notifier": "notifier",
}


def problem_of_missing(error: ModuleNotFoundError) -> Problem | None:
    """Return what to say about a module that is missing; None if none of our extras brings it."""
    module = (error.name or "").partition(".")[0]
    extras = _extras_with(module) if module else []
    if not extras:
        return None
    wanted = next((one for one in _asked_for(error) if one in extras), None)
    extras = [wanted] if wanted else extras
    install = " or ".join(f"`pip install 'tocsin[{extra}]'`" for extra in extras)
    target = "trainer" if extras == ["train"] else "install"
    message = f"this needs the package {module}: install it with {install} (in a checkout: "
    return Problem(f"{message}`make {target}`)")


def _asked_for(error: ModuleNotFoundError) -> Iterator[str]:
    """Yield the extras of the services whose code led to the import, the command's own first."""
    for frame, _ in walk_tb(error.__traceback__):
        _, _, below = str(frame.f_globals.get("__name__")).partition("tocsin.services.")
        if extra := _EXTRA_OF_ROOM.get(below.partition(".")[0]):
            yield extra


def _extras_with(module: str) -> list[str]:
    """Return the extras that name a distribution like the module, by our own metadata."""
    try:
        requirements = requires("tocsin") or []
    except PackageNotFoundError:  # run from a folder that nobody installed
        return []
    found = set()
    for requirement in requirements:
        name = re.match(r"[\w.-]+", requirement)
        extra = re.search(r"extra\s*==\s*[\"']([\w.-]+)", requirement)
        wanted = _plain(_DISTRIBUTIONS.get(module, module))
        if name and extra and _plain(name.group()) == wanted:
            found.add(extra.group(1))
    return sorted(found - {"all"})


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
