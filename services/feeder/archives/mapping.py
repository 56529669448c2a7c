"""Other people's names for what an article holds → an article's JSON; pure."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tocsin.schemas.article import Article
from tocsin.services.feeder.live.address import article_id, canonical_address
from tocsin.services.feeder.records import BadLine, InputPosition, RawArticle
from tocsin.services.problem import Problem

_FIELDS: Final = tuple(Article.model_fields)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Where each field of an article is found, and what is the same for all."""

    paths: Mapping[str, str]
    """Field → column, or path in a JSON object with dots."""
    constants: Mapping[str, str]

    def payload(self, values: Mapping[str, Any]) -> bytes:
        """Return the article's JSON; fields that are not mapped keep their own names.

        Without an id, the canonical address is one, or a hash of what was given.
        """
        found = {field: _at(values, self.paths.get(field, field)) for field in _FIELDS}
        article = {field: value for field, value in found.items() if value not in (None, "")}
        article = {**self.constants, **article}
        if "id" not in article:
            address = canonical_address(str(article.get("url", "")))
            told = json.dumps(article, sort_keys=True, default=str)
            article["id"] = (
                article_id(address) if address else hashlib.sha256(told.encode()).hexdigest()[:32]
            )
        else:
            article["id"] = str(article["id"])
        return json.dumps(article, default=str).encode()

    def raw(self, where: InputPosition, value: bytes) -> RawArticle | BadLine:
        """Return the raw article that a JSON object of another shape holds."""
        try:
            values = json.loads(value)
        except (ValueError, RecursionError) as error:
            return BadLine(where, f"not JSON: {error}")
        if not isinstance(values, dict):
            return BadLine(where, "not a JSON object")
        return RawArticle(where, self.payload(values))


def read_mapping(mapped: Sequence[str], fixed: Sequence[str]) -> ColumnMapping:
    """Read what the options say: `text=body.plain`, `source=Gazette`.

    Raises:
        Problem: one is not of this form, or names no field of an article.
    """
    return ColumnMapping(_pairs("--map", mapped), _pairs("--set", fixed))


def _pairs(option: str, texts: Sequence[str]) -> dict[str, str]:
    pairs = {}
    for text in texts:
        field, equals, value = text.partition("=")
        if not equals or not value or field not in _FIELDS:
            message = f"{option} {text}: expected FIELD=… with one of {', '.join(_FIELDS)}"
            raise Problem(message)
        pairs[field] = value
    return pairs


def _at(values: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401 - whatever is there
    if path in values:
        return values[path]
    value: Any = values
    for part in path.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(part)
    return value
