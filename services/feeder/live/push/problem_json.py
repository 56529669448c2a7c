"""Errors of HTTP as RFC 9457 has them."""

import json
from http import HTTPStatus

from aiohttp import web


def problem(
    status: HTTPStatus,
    detail: str,
    *,
    errors: list[dict[str, object]] | None = None,
    headers: dict[str, str] | None = None,
) -> web.Response:
    """Return `application/problem+json`.

    Args:
        status: of the answer.
        detail: what is wrong and what would be right.
        errors: each article that is wrong, by its number from 1.
        headers: beside it.
    """
    body: dict[str, object] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    return web.Response(
        text=json.dumps(body),
        status=status.value,
        content_type="application/problem+json",
        headers=headers,
    )
