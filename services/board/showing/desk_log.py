"""What people said on an alert, as lines of its page; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tocsin.schemas.control import Acknowledgement, AlertComment, Assignment
from tocsin.services.board.state.desk import DeskWord
from tocsin.services.plain_text import plain


@dataclass(frozen=True, slots=True)
class DeskLine:
    """Who did what, when, and what they said."""

    at: datetime
    author: str
    did: str
    said: str


def desk_log(words: Sequence[DeskWord]) -> tuple[DeskLine, ...]:
    """Return a line a word, in their order."""
    return tuple(
        DeskLine(word.at, plain(word.author), _did(word), plain(_said(word))) for word in words
    )


def _did(word: DeskWord) -> str:
    match word:
        case Acknowledgement():
            seen = "took the acknowledgement back" if word.taken_back else "acknowledged it"
            return f"{seen} at revision {word.revision}"
        case Assignment():
            to = "nobody" if word.assignee is None else plain(word.assignee)
            return f"assigned it to {to}"
        case AlertComment():
            return "commented"


def _said(word: DeskWord) -> str:
    return word.text if isinstance(word, AlertComment) else word.comment
