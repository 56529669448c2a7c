"""The edge of every port: what cannot be read is one clear answer, never a traceback."""

import json
import logging
from http import HTTPStatus
from typing import Final

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler

from tocsin.services.monitoring.connections import GuardedConnection

_CHARSETS: Final = {None, "utf-8", "utf8", "us-ascii", "ascii"}
_UNPACKED: Final = {"", "identity"}
_LONGEST_TYPE: Final = 256
"""Characters of `Content-Type`: its parser takes time with their square, and recurses."""
UNREADABLE: Final = (HttpProcessingError, UnicodeError, web.RequestPayloadError)
"""What is raised if a request cannot be read; `edge` answers it."""
REQUESTS: Final = "tocsin.services.monitoring.requests"
"""The logger of what aiohttp says of single requests."""


@web.middleware
async def edge(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Watch the request's time, and refuse what no handler could read."""
    protocol = request.transport.get_protocol() if request.transport is not None else None
    connection = protocol if isinstance(protocol, GuardedConnection) else None
    if connection is not None:
        connection.begin(request)
    try:
        return _unreadable(request) or await handler(request)
    except UNREADABLE as error:
        return _told(HTTPStatus.BAD_REQUEST, f"the request cannot be read: {type(error).__name__}")
    finally:
        if connection is not None:
            connection.end()


def _unreadable(request: web.Request) -> web.Response | None:
    if len(request.headers.get("Content-Type", "")) > _LONGEST_TYPE:
        return _told(HTTPStatus.BAD_REQUEST, "no type of a body is as long as this one")
    try:
        for text in (request.raw_path, *request.headers.values()):
            text.encode()
        charset = request.charset
    except ValueError:
        return _told(HTTPStatus.BAD_REQUEST, "the address and all headers are to be UTF-8")
    if charset is not None and charset.lower() not in _CHARSETS:
        return _told(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "the body is to be UTF-8")
    packing = request.headers.get("Content-Encoding", "").strip().lower()
    if packing not in _UNPACKED and not request.app.get(TAKES_PACKED, False):
        return _told(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "the body is to come unpacked")
    return None


TAKES_PACKED: Final = web.AppKey("takes_packed", bool)
"""Set by an application that unpacks bodies itself, within a bound."""


def _told(status: HTTPStatus, detail: str) -> web.Response:
    told = {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail}
    return web.Response(
        body=json.dumps(told).encode(),
        status=status,
        headers={"Content-Type": "application/problem+json"},
    )


class _WithoutItsWords(logging.Filter):
    """Says that a request was bad, and not how: its headers hold tokens."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, HttpProcessingError):
            record.exc_info = None
            record.msg = f"bad_request: {type(error).__name__}"
            record.args = ()
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


def request_logger() -> logging.Logger:
    """Return where aiohttp logs."""
    logger = logging.getLogger(REQUESTS)
    if not any(isinstance(one, _WithoutItsWords) for one in logger.filters):
        logger.addFilter(_WithoutItsWords())
    return logger
