"""The OpenAPI document of the feeder's HTTP side, made of the contract; pure."""

from importlib.metadata import version
from typing import Any

from tocsin.schemas.article import Article

MOST_ARTICLES = 10_000
"""Of one request: each takes many times its bytes while it is parsed."""
_COUNTS = {"fed": "new", "revised": "known, with another text", "duplicate": "known as they are"}


def openapi(most_bytes: int) -> dict[str, Any]:
    """Return the document, OpenAPI 3.1."""
    article = Article.model_json_schema(ref_template="#/components/schemas/{model}")
    named = article.pop("$defs", {})
    one = {"$ref": "#/components/schemas/Article"}
    content = {
        "application/json": {"schema": {"oneOf": [one, {"type": "array", "items": one}]}},
        "application/x-ndjson": {"schema": one},
    }
    answers = {
        "401": "The token is missing or wrong",
        "413": f"More than {most_bytes} bytes, or more than {MOST_ARTICLES} articles",
        "415": "Neither JSON nor NDJSON, in UTF-8, as it is or packed with gzip or deflate",
        "422": "An article cannot be used; none was taken",
        "429": "Too many wrong tokens from this address; Retry-After says for how long",
        "503": "Kafka did not confirm all; send the same again",
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tocsin feeder", "version": version("tocsin")},
        "paths": {
            "/articles": {
                "post": {
                    "summary": "Send articles; answered when Kafka has confirmed them",
                    "operationId": "postArticles",
                    "security": [{"token": []}],
                    "requestBody": {"required": True, "content": content},
                    "responses": {"202": _accepted(), **_problems(answers)},
                }
            }
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Article": article, "Problem": _PROBLEM, **named},
        },
    }


_PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"article": {"type": "integer"}, "detail": {"type": "string"}},
            },
        },
    },
}


def _accepted() -> dict[str, Any]:
    counts = {name: {"type": "integer", "description": what} for name, what in _COUNTS.items()}
    schema = {"type": "object", "properties": counts}
    return {
        "description": "Kafka has them all",
        "content": {"application/json": {"schema": schema}},
    }


def _problems(answers: dict[str, str]) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    content = {"application/problem+json": {"schema": schema}}
    return {code: {"description": what, "content": content} for code, what in answers.items()}
