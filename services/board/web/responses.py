"""Answers of every kind: JSON, problems (RFC 9457), and pages packed if that is safe."""

import json
from http import HTTPStatus
from typing import Final

from aiohttp import web

JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"
_WORTH_PACKING: Final = 2_000


def as_json(value: object, status: HTTPStatus = HTTPStatus.OK) -> web.Response:
    """Answer with a JSON document."""
    return packed(raw_json(json.dumps(value).encode(), status))


def raw_json(body: bytes, status: HTTPStatus = HTTPStatus.OK) -> web.Response:
    """Answer with what is JSON already."""
    return web.Response(body=body, status=status, content_type=JSON)


def problem(status: HTTPStatus, detail: str) -> web.Response:
    """Answer with what is wrong and what would be right, for programs (RFC 9457)."""
    told = {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail}
    return web.Response(
        body=json.dumps(told).encode(), status=status, headers={"Content-Type": PROBLEM}
    )


def packed(response: web.Response) -> web.Response:
    """Let a large answer be compressed. Never one with a secret beside a reader's own text."""
    if isinstance(response.body, bytes) and len(response.body) > _WORTH_PACKING:
        response.enable_compression()
    return response
