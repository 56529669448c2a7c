r"""An alert by a template of one's own: `{severity}\t{title}\t{place.name}`; pure.

Fields are those of an alert's JSON: a dot leads further in, a number into a list
(`{sources.0.url}`). A few that people want have names of their own. What is not known is empty.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from string import Formatter
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin

from pydantic import BaseModel

from tocsin.schemas.alert import Alert
from tocsin.services.nearest import hint
from tocsin.services.plain_text import plain
from tocsin.services.problem import Problem
from tocsin.services.watcher.rendering import spoken_source, what_changed

_ESCAPES: Final = {r"\t": "\t", r"\n": "\n", r"\\": "\\"}
_ESCAPED: Final = re.compile(r"\\[tn\\]")

_NUMBER: Final = re.compile(r"\d+")
_WIDEST_DIGITS: Final = 3
"""Of a width or a precision: Python takes the memory that one asks for."""

_OWN: Final[Mapping[str, Callable[[Alert], object]]] = {
    "figure": lambda alert: alert.quantity.in_words(),
    "sentence": lambda alert: spoken_source(alert).evidence.sentence,
    "outlet": lambda alert: spoken_source(alert).source,
    "url": lambda alert: spoken_source(alert).url,
    "changed": what_changed,
}
"""Fields that an alert's JSON does not have by these names."""


def template(text: str) -> Callable[[Alert], str]:
    """Return what fills in a template, a line for each alert.

    Raises:
        Problem: it is not a template, or names a field that no alert has. Filling it also raises if
            a format does not fit its value.
    """
    unescaped = _ESCAPED.sub(lambda found: _ESCAPES[found[0]], text)
    try:
        for field in _fields(unescaped):
            _check(field, text)
    except ValueError as error:
        raise _problem(text, error) from None

    def fill(alert: Alert) -> str:
        given = alert.model_dump(mode="json") | {name: of(alert) for name, of in _OWN.items()}
        try:
            return f"{_Filling(given).vformat(unescaped, (), {})}\n"
        except ValueError as error:
            raise _problem(text, error) from None

    return fill


class _Filling(Formatter):
    """Python's format strings over JSON: no attribute of any object can be reached."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = given

    def get_field(
        self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> tuple[Any, str]:
        del args, kwargs
        value: Any = self._given
        for part in field_name.split("."):
            if isinstance(value, dict):
                value = value.get(part)
            elif isinstance(value, list):
                value = value[int(part)] if int(part) < len(value) else None
        return value, field_name

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - any JSON
        if value is None:  # a figure's format does not fit what is empty
            return ""
        for number in _NUMBER.findall(format_spec):
            if len(number) > _WIDEST_DIGITS:
                message = f"a width of {number[:20]} is more than any line has"
                raise ValueError(message)
        if isinstance(value, (dict, list, bool)):
            value = str(value)
        if isinstance(value, str):
            value = plain(value)
        return str(super().format_field(value, format_spec))


def _fields(text: str) -> Iterator[str]:
    for _, field, spec, _ in Formatter().parse(text):
        if field is not None:
            yield field
            yield from _fields(spec or "")


def _check(field: str, text: str) -> None:
    if field in _OWN:
        return
    kind: object = Alert
    for part in field.split("."):
        found = _step(kind, part)
        if found is None:
            known = _parts(kind) if kind is not Alert else [*_parts(kind), *_OWN]
            message = f"--format {text!r}: no field {field!r}{hint(part, known)}"
            raise Problem(message)
        kind = found


def _step(kind: object, part: str) -> object | None:
    """Return the type of a part of a value of some type, or None if it has no such part."""
    for one in _choices(kind):
        if get_origin(one) is tuple and part.isdecimal():
            item: object = get_args(one)[0]
            return item
        if isinstance(one, type) and issubclass(one, BaseModel) and part in one.model_fields:
            return one.model_fields[part].annotation
    return None


def _parts(kind: object) -> list[str]:
    models = (one for one in _choices(kind) if isinstance(one, type) and issubclass(one, BaseModel))
    return [name for model in models for name in model.model_fields]


def _choices(kind: object) -> tuple[object, ...]:
    return get_args(kind) if isinstance(kind, UnionType) or get_origin(kind) is Union else (kind,)


def _problem(text: str, error: ValueError) -> Problem:
    return Problem(f"--format {text!r}: {error}; such as '{{severity}} {{title}}'")
