"""Who deals with an alert, as people answer it: acknowledged, assigned, commented."""

from aiohttp import web
from pydantic import Field

from tocsin.schemas.alert import Alert
from tocsin.schemas.control import (
    Acknowledgement,
    AlertComment,
    Assignment,
    Author,
    Comment,
    Remark,
)
from tocsin.services.board.board import Board
from tocsin.services.board.state.book import Held
from tocsin.services.board.web.answers.answering import Answer, read
from tocsin.services.board.web.asked import held_of
from tocsin.services.controls import saying
from tocsin.services.problem import Problem


class NewAcknowledgement(Answer):
    """Somebody has seen an alert and deals with it."""

    revision: int | None = Field(
        default=None, ge=1, description="The revision that was seen; the newest where not given"
    )
    taken_back: bool = Field(default=False, description="Nobody deals with it after all")
    author: Author
    comment: Comment = ""


class NewAssignment(Answer):
    """Somebody is to deal with an alert."""

    assignee: Author | None = Field(default=None, description="Nobody any more where not given")
    author: Author
    comment: Comment = ""


class NewComment(Answer):
    """What others should know of an alert."""

    text: Remark
    author: Author


class DeskAnswers:
    """Makes controls of what was answered."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def acknowledgement(self, request: web.Request, given: dict[str, object]) -> Acknowledgement:
        """Read an acknowledgement; what grew since the page was loaded is not covered by it."""
        held = held_of(request, self._board.book)
        new = read(NewAcknowledgement, given)
        seen = _revision(held, new.revision)
        now = self._board.clock()
        return saying.acknowledgement(seen, new.author, now, new.comment, taken_back=new.taken_back)

    def assignment(self, request: web.Request, given: dict[str, object]) -> Assignment:
        """Read who is to deal with an alert."""
        alert = held_of(request, self._board.book).alert
        new = read(NewAssignment, given)
        return saying.assignment(alert, new.assignee, new.author, self._board.clock(), new.comment)

    def comment(self, request: web.Request, given: dict[str, object]) -> AlertComment:
        """Read a comment."""
        alert = held_of(request, self._board.book).alert
        new = read(NewComment, given)
        return saying.remark(alert, new.text, new.author, self._board.clock())


def _revision(held: Held, number: int | None) -> Alert:
    """Return the revision of this number, or the newest.

    Raises:
        Problem: it is not held.
    """
    if number is None or number == held.alert.revision:
        return held.alert
    for revision in held.revisions:
        if revision.number == number:
            return Alert.read_along(revision.payload)
    message = f"revision: {number} is not held; the alert is at {held.alert.revision} now"
    raise Problem(message)
