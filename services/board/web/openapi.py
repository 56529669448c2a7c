"""The API's own description: OpenAPI 3.1, made from the models that the answers are made of."""

from collections.abc import Iterable
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from tocsin.schemas.alert import Alert
from tocsin.schemas.control import (
    Acknowledgement,
    AlertComment,
    Assignment,
    Retraction,
    Silence,
    Verdict,
)
from tocsin.services.board.asking.query import Query
from tocsin.services.board.web.answers.answering import (
    NewRetraction,
    NewSilence,
    NewVerdict,
    NoMore,
)
from tocsin.services.board.web.answers.desk_answers import (
    NewAcknowledgement,
    NewAssignment,
    NewComment,
)
from tocsin.services.controls.handling import Handling

_REF: Final = "#/components/schemas/"

Json = dict[str, Any]

_ON_THE_DESK: Final = (Acknowledgement, Assignment, AlertComment)


def openapi_document(public_url: str) -> Json:
    """Return the document; its paths are all those under `/api/`."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tocsin board",
            "version": "1",
            "description": "Alerts in their latest state, newest publication first, and people's "
            "answers. Times are RFC 3339. Errors are problems by RFC 9457.",
        },
        "servers": [{"url": public_url}],
        "security": [{}, {"token": []}],
        "paths": _paths(),
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The read token, where the board is closed; the write token "
                    "for every answer.",
                }
            },
        },
    }


def _paths() -> Json:
    filters = _filters()
    alert_id = [_parameter("id", "path", {"type": "string"}, "The alert's id")]
    silence_id = [_parameter("id", "path", {"type": "string"}, "The silence's id")]
    return {
        "/api/alerts": {
            "get": _reading(
                "Alerts that fit, a page at a time", [*filters, *_paging()], "AlertPage"
            )
        },
        "/api/alerts/{id}": {
            "get": _reading(
                "An alert, its revisions of the last week, answers", alert_id, "AlertStory"
            )
        },
        "/api/alerts/{id}/verdict": {
            "post": _writing("Say whether an alert was right", alert_id, "NewVerdict", "Verdict")
        },
        "/api/alerts/{id}/retraction": {
            "post": _writing("Take an alert back", alert_id, "NewRetraction", "Retraction")
        },
        "/api/alerts/{id}/acknowledgement": {
            "post": _writing(
                "Say that somebody has seen an alert and deals with it",
                alert_id,
                "NewAcknowledgement",
                "Acknowledgement",
            )
        },
        "/api/alerts/{id}/assignment": {
            "post": _writing("Say who deals with it", alert_id, "NewAssignment", "Assignment")
        },
        "/api/alerts/{id}/comments": {
            "post": _writing("Comment on an alert", alert_id, "NewComment", "AlertComment")
        },
        "/api/overview": {"get": _reading("Counts of what fits", filters, "Overview")},
        "/api/silences": {
            "get": _reading("Active silences", [], "Silences"),
            "post": _writing("Silence what fits all that is named", [], "NewSilence", "Silence"),
        },
        "/api/silences/preview": {
            "post": _writing(
                "What a silence would hide; nothing is silenced",
                [],
                "NewSilence",
                "SilencePreview",
                status="200",
            )
        },
        "/api/silences/{id}/end": {
            "post": _writing("End a silence early", silence_id, "NoMore", "Silence")
        },
        "/api/stream": {"get": _streaming(filters)},
        "/api/openapi.json": {
            "get": {
                "summary": "This document",
                "responses": {"200": {"description": "OpenAPI 3.1", "content": _json({})}},
            }
        },
    }


def _schemas() -> Json:
    models: Iterable[type[BaseModel]] = (Alert, Verdict, Silence, Retraction, *_ON_THE_DESK)
    answers: Iterable[type[BaseModel]] = (
        NewVerdict,
        NewRetraction,
        NewSilence,
        NoMore,
        NewAcknowledgement,
        NewAssignment,
        NewComment,
    )
    _, written = models_json_schema(
        [(model, "serialization") for model in models]
        + [(model, "validation") for model in answers],
        ref_template=_REF + "{model}",
    )
    counts = {"type": "object", "additionalProperties": {"type": "integer"}}
    number = {"type": "integer", "minimum": 0}
    ids = {"type": "array", "items": {"type": "string"}}
    return {
        **Query.model_json_schema(ref_template=_REF + "{model}")["$defs"],
        **written["$defs"],
        "AlertPage": _object(
            {
                "alerts": _list_of("Alert"),
                "unsure": {
                    "type": "array",
                    "items": {"type": "string"},
                    "description": "Ids of those that may lie outside the areas that were asked",
                },
                "next": {"type": ["string", "null"], "description": "`after` of the next page"},
                "mark": {"type": "string", "description": "Where `/api/stream` goes on"},
            }
        ),
        "AlertStory": _object(
            {
                "alert": _ref("Alert"),
                "revisions": _list_of("Alert"),
                "verdicts": _list_of("Verdict"),
                "retraction": {"anyOf": [_ref("Retraction"), {"type": "null"}]},
                "handling": {"enum": list(Handling)},
                "assignee": {"type": ["string", "null"]},
                "desk": {
                    "type": "array",
                    "description": "Acknowledgements, assignments and comments, oldest first",
                    "items": {"anyOf": [_ref(model.__name__) for model in _ON_THE_DESK]},
                },
            }
        ),
        "Silences": _object({"silences": _list_of("Silence")}),
        "SilencePreview": _object(
            {
                "now": {**ids, "description": "Open alerts, the worst first"},
                "week": {**ids, "description": "Of the last 7 days, open or not"},
            }
        ),
        "Overview": _object(
            {
                "shown": {**number, "description": "That fit"},
                "held": {**number, "description": "In all"},
                "silenced": {**number, "description": "That fit and are silenced"},
                "open_by_region": counts,
                "unacknowledged": {
                    **number,
                    "description": "That fit, ring, and nobody has acknowledged as they are now",
                },
                "let_go": {**number, "description": "That made room for newer ones"},
                "severity": counts,
                "type": counts,
                "country": counts,
                "day": {"type": "object", "additionalProperties": counts},
            }
        ),
        "Problem": _object(
            {
                "type": {"type": "string"},
                "title": {"type": "string"},
                "status": {"type": "integer"},
                "detail": {"type": "string", "description": "What is wrong and would be right"},
            }
        ),
    }


def _filters() -> list[Json]:
    schema = Query.model_json_schema(ref_template=_REF + "{model}")
    return [
        _parameter(name, "query", _plain(field), field["description"])
        for name, field in schema["properties"].items()
    ]


def _plain(field: Json) -> Json:
    """Keep of a model's field what a parameter's schema says."""
    return {key: value for key, value in field.items() if key not in {"title", "description"}}


def _paging() -> list[Json]:
    limit = {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}
    return [
        _parameter("after", "query", {"type": "string"}, "`next` of the page before"),
        _parameter("limit", "query", limit, "Most alerts of a page"),
    ]


def _parameter(name: str, place: str, schema: Json, description: str) -> Json:
    return {
        "name": name,
        "in": place,
        "required": place == "path",
        "schema": schema,
        "description": description,
    }


def _reading(summary: str, parameters: list[Json], answer: str) -> Json:
    return {
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": {"description": summary, "content": _json(_ref(answer))},
            **_problems(),
        },
    }


def _writing(
    summary: str, parameters: list[Json], body: str, answer: str, status: str = "202"
) -> Json:
    return {
        "summary": summary,
        "parameters": parameters,
        "security": [{"token": []}],
        "requestBody": {"required": True, "content": _json(_ref(body))},
        "responses": {
            status: {
                "description": "Kafka has it" if status == "202" else summary,
                "content": _json(_ref(answer)),
            },
            **_problems(),
        },
    }


def _streaming(filters: list[Json]) -> Json:
    mark = _parameter(
        "mark", "query", {"type": "string"}, "Continue after this; like Last-Event-ID"
    )
    return {
        "summary": "Changes as server-sent events: `alert` (the alert), `gone` (its id: it fits no "
        "more), `refresh` (reload), `mark` (its id goes into Last-Event-ID), `state` (why what "
        "is shown may not be the present, or null)",
        "parameters": [*filters, mark],
        "responses": {
            "200": {"description": "A stream", "content": {"text/event-stream": {}}},
            **_problems(),
        },
    }


def _problems() -> Json:
    content = {"application/problem+json": {"schema": _ref("Problem")}}
    return {"default": {"description": "What is wrong", "content": content}}


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _ref(name: str) -> Json:
    return {"$ref": _REF + name}


def _list_of(name: str) -> Json:
    return {"type": "array", "items": _ref(name)}


def _object(required: Json, optional: Json | None = None) -> Json:
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
    }
