"""What is not installed, said so that it can be: which extra of ours brings a module."""

import re
from importlib.metadata import PackageNotFoundError, requires

from tocsin.services.problem import Problem


def problem_of_missing(error: ModuleNotFoundError) -> Problem | None:
    """Return what to tell of a module that is not there; None where no extra of ours brings it."""
    module = (error.name or "").partition(".")[0]
    extras = _extras_with(module) if module else []
    if not extras:
        return None
    install = " or ".join(f"`pip install 'tocsin[{extra}]'`" for extra in extras)
    target = "trainer" if extras == ["train"] else "install"
    message = f"this needs the package {module}: install it with {install} (in a checkout: "
    return Problem(f"{message}`make {target}`)")


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
        if name and extra and _plain(name.group()) == _plain(module):
            found.add(extra.group(1))
    return sorted(found)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
