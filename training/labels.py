"""Labels: our own passages with their text, and other people's texts by id and offsets alone.

`written/*.jsonl` hold passages that were written for this project. `real/*.jsonl` hold labels of
texts that are not ours to publish: `id` and `characters` say which stretch of which text of the
corpus they belong to (`docs/evaluate.md` has the fields). `languages/*.jsonl` hold our own
passages in ten other languages, which `training/languages` teaches. `xx-2.jsonl` are by second
hands, to measure by.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tocsin.services.evaluation.labels import LabelledText, parse_row
from tocsin.services.reading.languages.choice import language_named
from tocsin.services.reading.languages.english import ENGLISH
from tocsin.services.reading.languages.language import Language

Row = dict[str, Any]

WRITTEN = Path(__file__).parent / "labels" / "written"
REAL = Path(__file__).parent / "labels" / "real"
LANGUAGES = Path(__file__).parent / "labels" / "languages"
KEPT_OUT = frozenset({"w06", "w12", "w14", "pool-05", "agency-06"})
"""Files by hands of their own that no training sees: the honest test inside the house."""
SOURCES = ("pool-2025", "pool-agency", "wikinews-2019-2020")
"""Files of the corpus with other people's texts, labelled in part."""


def rows_of(paths: Iterable[Path], corpus: Path | None = None) -> Iterator[Row]:
    """Yield the labelled rows of some files of JSON Lines.

    Args:
        paths: files of labels.
        corpus: the folder with other people's texts; rows that need it are left out without it.
    """
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                row: Row = json.loads(line)
                if "characters" not in row:
                    yield row
                elif corpus is not None:
                    yield _with_text(row, _texts(corpus))


def labelled(row: Row) -> LabelledText:
    """Return a row as the evaluation knows it."""
    return parse_row(json.dumps(row | {"published_at": row.get("published_at") or None}))


def language_of(row: Row) -> Language:
    """Return the language of a row; one that names none is in English."""
    return language_named(row.get("language", ENGLISH.code))


def _with_text(row: Row, texts: dict[str, Row]) -> Row:
    source = texts[row["id"]]
    start, end = row["characters"]
    return {**row, "text": source["text"][start:end], "published_at": source["published_at"]}


@cache
def _texts(corpus: Path) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for name in SOURCES:
        with (corpus / f"{name}.jsonl").open(encoding="utf-8") as lines:
            found |= {row["id"]: row for row in map(json.loads, lines)}
    return found
