"""Lines that a command was given: each parsed, printed, and reported on standard error if bad."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from pydantic import ValidationError

from tocsin.services.problem import ExitStatus

T = TypeVar("T")

Given = Iterable[tuple[str, bytes] | str]
"""The position of each article, with its JSON; or what is wrong with a line."""


def parsed(given: Given, parse: Callable[[bytes], T | str]) -> Iterator[T | str]:
    """Yield what each line holds; or what is wrong with it, and where.

    Args:
        given: the lines.
        parse: returns what a line holds, or what is wrong with it.
    """
    for one in given:
        if isinstance(one, str):
            yield one
            continue
        where, payload = one
        try:
            found = parse(payload)
        except ValidationError as error:
            found = first_fault(error)
        yield f"{where}: {found}" if isinstance(found, str) else found


def print_each(found: Iterable[T | str], lines: Callable[[T], Iterable[str]]) -> ExitStatus:
    """Print the lines of each thing as it comes, and what is wrong on standard error."""
    bad = 0
    for one in found:
        if isinstance(one, str):
            bad += 1
            sys.stderr.write(f"{one}\n")
            continue
        sys.stdout.writelines(lines(one))
        sys.stdout.flush()
    return ExitStatus.INCOMPLETE if bad else ExitStatus.OK


def first_fault(error: ValidationError) -> str:
    """Return the first thing that is wrong with a line, for people."""
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else first["msg"]
