"""Export the contracts: JSON Schemas and the AsyncAPI document, generated from the models.

Run as `python -m tocsin.schemas.export`; with `--check` it writes nothing and exits with 1 if
the committed files differ from the models, or an example does not fit its schema.
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import TypeAdapter

from tocsin.schemas.alert import Alert
from tocsin.schemas.article import Article
from tocsin.schemas.cloudevents import CONTENT_TYPE, EventKind
from tocsin.schemas.control import CONTROL
from tocsin.schemas.dead_letter import DeadLetter
from tocsin.schemas.report import Report
from tocsin.schemas.rule import RULE
from tocsin.schemas.topics import TOPICS, Topic

HERE: Final = Path(__file__).resolve().parent

CONTRACTS: Final[dict[str, TypeAdapter[Any]]] = {
    "article": TypeAdapter(Article),
    "report": TypeAdapter(Report),
    "alert": TypeAdapter(Alert),
    "rule": RULE,
    "control": CONTROL,
    "dead-letter": TypeAdapter(DeadLetter),
}
"""Each exported as `json/<name>.schema.json`, with `json/<name>.example.json` beside it."""

_CARRIED: Final[dict[Topic, tuple[str, EventKind]]] = {
    Topic.ARTICLES: ("article", EventKind.ARTICLE),
    Topic.REPORTS: ("report", EventKind.REPORT),
    Topic.ALERTS: ("alert", EventKind.ALERT),
    Topic.STEPS: ("alert", EventKind.ALERT),
    Topic.CONTROLS: ("control", EventKind.CONTROL),
    Topic.DEAD_LETTERS: ("dead-letter", EventKind.DEAD_LETTER),
}


_LAID_AMONG: Final = {Topic.REPORTS, Topic.STEPS}
"""Controls are laid here by the detector, so that they have their place in the order."""


def schema_document(name: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one contract, as what is written has it."""
    schema = CONTRACTS[name].json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def asyncapi_document() -> dict[str, Any]:
    """Return the AsyncAPI 3.0 document of all topics."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Tocsin",
            "version": "1",
            "description": "News articles in, evidence-backed alerts out, over Kafka. "
            "Topic names begin with a prefix, `tocsin.` unless set otherwise.",
        },
        "defaultContentType": CONTENT_TYPE,
        "channels": {spec.topic.value: _channel(spec.topic) for spec in TOPICS},
        "operations": {
            "feedArticles": _operation("receive", Topic.ARTICLES),
            "publishReports": _operation("send", Topic.REPORTS),
            "publishAlerts": _operation("send", Topic.ALERTS),
            "passStepsOn": _operation("send", Topic.STEPS),
            "obeyControls": _operation("receive", Topic.CONTROLS),
            "setAsideDeadLetters": _operation("send", Topic.DEAD_LETTERS),
        },
        "components": {
            "messages": {name: _message(name, kind) for name, kind in _CARRIED.values()}
        },
    }


def _channel(topic: Topic) -> dict[str, Any]:
    spec = next(spec for spec in TOPICS if spec.topic is topic)
    name, _ = _CARRIED[topic]
    return {
        "address": f"tocsin.{topic}",
        "description": f"{spec.describes}. Key: {spec.key}.",
        "messages": {
            one: {"$ref": f"#/components/messages/{one}"}
            for one in ((name, "control") if topic in _LAID_AMONG else (name,))
        },
        "bindings": {
            "kafka": {
                "bindingVersion": "0.5.0",
                "topicConfiguration": {key: _setting(key, value) for key, value in spec.config},
            }
        },
    }


def _setting(key: str, value: str) -> list[str] | int | str:
    """Return the value of a topic's setting in the type that the binding gives it."""
    if key == "cleanup.policy":
        return [value]
    return int(value) if value.isdecimal() else value


def _message(name: str, kind: EventKind) -> dict[str, Any]:
    return {
        "name": kind.value,
        "contentType": CONTENT_TYPE,
        "headers": {
            "type": "object",
            "description": "CloudEvents 1.0, Kafka binary binding",
            "required": ["ce_specversion", "ce_id", "ce_source", "ce_type"],
            "properties": {
                "ce_specversion": {"const": "1.0"},
                "ce_id": {"type": "string"},
                "ce_source": {"type": "string"},
                "ce_type": {"const": kind.value},
                "ce_time": {"type": "string", "format": "date-time"},
            },
        },
        "payload": {"$ref": f"./json/{name}.schema.json"},
    }


def _operation(action: str, topic: Topic) -> dict[str, Any]:
    return {"action": action, "channel": {"$ref": f"#/channels/{topic}"}}


def documents() -> dict[Path, str]:
    """Return every generated file with its text."""
    texts = {
        HERE / "json" / f"{name}.schema.json": json.dumps(schema_document(name), indent=2) + "\n"
        for name in CONTRACTS
    }
    texts[HERE / "asyncapi.yaml"] = yaml.safe_dump(asyncapi_document(), sort_keys=False, width=100)
    return texts


def differences() -> list[str]:
    """Return what is stale or does not fit, a line each."""
    told = [
        f"{path.name} differs from the models: run `make schemas`"
        for path, text in documents().items()
        if not path.exists() or path.read_text("utf-8") != text
    ]
    for name, model in CONTRACTS.items():
        example = HERE / "json" / f"{name}.example.json"
        try:
            model.validate_json(example.read_text("utf-8"))
        except (OSError, ValueError) as error:
            told.append(f"{example.name}: {error}")
    return told


def main(arguments: list[str]) -> int:
    """Write the files, or compare them with `--check`; return the exit status."""
    if arguments == ["--check"]:
        told = differences()
        sys.stderr.writelines(f"{line}\n" for line in told)
        return 1 if told else 0
    for path, text in documents().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
