"""What a request asks for, read and checked."""

from collections.abc import Collection
from typing import Final

from aiohttp import web

from tocsin.services.board.asking.query import Query
from tocsin.services.board.asking.selecting import read_cursor
from tocsin.services.board.state.book import AlertBook, Held, Place
from tocsin.services.problem import Problem

AFTER: Final = "after"
LIMIT: Final = "limit"
MARK: Final = "mark"


def query_of(request: web.Request, besides: Collection[str] = ()) -> Query:
    """Read the filters; the parameters named in `besides` are somebody else's.

    Raises:
        Problem: an unknown parameter, or a value that is not legal.
    """
    return Query.parse(
        (name, value) for name, value in request.query.items() if name not in besides
    )


def after_of(request: web.Request) -> Place | None:
    """Read where the page begins.

    Raises:
        Problem: not one of our cursors.
    """
    text = request.query.get(AFTER)
    return read_cursor(text) if text else None


def limit_of(request: web.Request, usual: int, most: int) -> int:
    """Read how many are wanted.

    Raises:
        Problem: not a number in range.
    """
    text = request.query.get(LIMIT, str(usual))
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(most))
    if not (is_number and 1 <= int(text) <= most):
        message = f"limit {text[:20]!r}: a number from 1 to {most}"
        raise Problem(message)
    return int(text)


def held_of(request: web.Request, book: AlertBook) -> Held:
    """Return the alert that the address names.

    Raises:
        aiohttp.web.HTTPNotFound: it is not held.
    """
    held = book.get(request.match_info["id"])
    if held is None:
        raise web.HTTPNotFound(reason="No such alert")
    return held
