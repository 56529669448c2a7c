"""What `extract` and `judge` are given: files of every kind that `feed` takes, or a text."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from tocsin.services.feeder.records import BadLine
from tocsin.services.feeder.sources import STDIN, read_sources
from tocsin.services.lines.line_by_line import Given
from tocsin.services.problem import Problem
from tocsin.services.settings import Settings

_ID: Final = "text"


def given(files: Sequence[str] | None, text: str | None, settings: Settings) -> Given:
    """Return what is to be read.

    Raises:
        Problem: both files and a text; a file that cannot be read, when it is come to.
    """
    if text is None:
        return _of_files(files or [STDIN], settings.max_article_bytes)
    if files:
        message = "give files or --text, not both"
        raise Problem(message)
    # of today, so that "on Monday" is a day
    article = {"id": _ID, "text": text, "published_at": datetime.now(UTC).isoformat()}
    return iter([("--text", json.dumps(article).encode())])


def _of_files(names: Sequence[str], longest: int) -> Given:
    for raw in read_sources(names, longest):
        yield str(raw) if isinstance(raw, BadLine) else (str(raw.where), raw.payload)
