"""Options of the command line that take a word of a closed list; another word is answered."""

from collections.abc import Callable
from typing import Any, TypeVar

import typer

from tocsin.schemas.fields.word import Word
from tocsin.services.nearest import hint

W = TypeVar("W", bound=Word)


def word_option(known: type[W], *names: str, help: str) -> Any:  # noqa: A002, ANN401 - as typer has it
    """Return an option that takes a word of a list in any case, and completes it in a shell."""
    return typer.Option(
        *names,
        help=help,
        parser=_parser(known),
        metavar=f"[{'|'.join(word.lower() for word in known)}]",
        # a shell takes only what begins with the letters that are there, in their case
        autocompletion=lambda incomplete: [
            incomplete + word.lower()[len(incomplete) :]
            for word in known
            if word.lower().startswith(incomplete.lower())
        ],
    )


def _parser(known: type[W]) -> Callable[[str], W]:
    words = {word.casefold(): word for word in known}

    def parse(text: str) -> W:
        if isinstance(text, known):  # a default comes as it is
            return text
        try:
            return words[text.casefold()]
        except KeyError:
            message = f"no such word: {text!r}{hint(text, known)}"
            raise typer.BadParameter(message) from None

    return parse
