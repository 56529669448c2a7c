"""Templates from files: ours, or a user's own that take their place."""

from pathlib import Path
from typing import Final

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from tocsin.services.plain_text import plain
from tocsin.services.problem import Problem

_OURS: Final = Path(__file__).with_name("templates")


def template_of(
    name: str, own: Path | None, *, escapes: bool = False, trims: bool = False
) -> Template:
    """Return a template.

    Args:
        name: of its file.
        own: a folder whose templates replace ours.
        escapes: whether what it shows is escaped as HTML.
        trims: whether a line that only holds a statement leaves none behind.

    Raises:
        Problem: it is not valid.
    """
    folders = [_OURS] if own is None else [own, _OURS]
    # sandboxed: a template reads what it is given and no more
    environment = SandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        undefined=StrictUndefined,
        autoescape=escapes,
        finalize=_on_one_line,
        trim_blocks=trims,
        lstrip_blocks=trims,
    )
    try:
        return environment.get_template(name)
    except TemplateError as error:
        message = f"template {error.message} (in {own or _OURS})"
        raise Problem(message) from None


def _on_one_line(value: object) -> object:
    """A value that a template prints has no line ends and no control characters of its own."""
    return plain(value) if isinstance(value, str) else value
