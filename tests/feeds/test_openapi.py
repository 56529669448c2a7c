"""The OpenAPI document of `POST /articles` is whole, so that people can make a client of it."""

import json
import re
from typing import Any

from tocsin.services.feeder.live.push.openapi import openapi


def test_everything_that_the_document_points_to_is_in_it() -> None:
    document = openapi(16_000_000)

    pointers = set(re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(document)))

    assert len(pointers) > 2
    for pointer in pointers:
        found: Any = document
        for part in pointer.split("/"):
            assert part in found, pointer
            found = found[part]


def test_every_answer_that_is_given_is_in_the_document() -> None:
    post = openapi(16_000_000)["paths"]["/articles"]["post"]

    assert set(post["responses"]) == {
        "202", "401", "413", "415", "422", "429", "503",
    }  # fmt: skip
    assert set(post["requestBody"]["content"]) == {"application/json", "application/x-ndjson"}
