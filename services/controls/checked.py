"""What a person says, checked: a wrong word is their mistake, reported in one line."""

from collections.abc import Callable
from typing import TypeVar

from pydantic import ValidationError

from tocsin.services.problem import Problem

_Said = TypeVar("_Said")


def checked(compose: Callable[[], _Said]) -> _Said:
    """Return what `compose` makes.

    Raises:
        Problem: a name or text is empty or too long; the first fault is named.
    """
    try:
        return compose()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        said = first["msg"].removeprefix("Value error, ")
        message = f"{field}: {said}" if field else said
        raise Problem(message) from None
