"""A folder of HTML pages → raw articles, one a page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tocsin.services.feeder.archives.pages import ReadPage, StoredPage, page_as_raw
from tocsin.services.feeder.records import BadLine, InputPosition, RawArticle
from tocsin.services.problem import Problem
from tocsin.services.regular_files import NOT_REGULAR, is_irregular

_SUFFIXES: Final = {".html", ".htm", ".xhtml"}


def read_folder(folder: Path, longest: int, read_page: ReadPage) -> Iterator[RawArticle | BadLine]:
    """Yield the pages of a folder and its folders, by name.

    Raises:
        Problem: there is no page in it, or one cannot be read.
    """
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in _SUFFIXES)
    if not files:
        message = f"{folder} has no HTML pages; give the files in it"
        raise Problem(message)
    for file in files:
        where = InputPosition(str(file))
        if is_irregular(file):
            yield BadLine(where, NOT_REGULAR)
            continue
        try:
            with file.open("rb") as stream:
                body = stream.read(longest + 1)
        except OSError as error:
            message = f"{file}: {error.strerror}"
            raise Problem(message) from None
        if len(body) > longest:
            yield BadLine(where, f"a page of more than {longest:,} bytes")
        else:
            stored = StoredPage(where, body, None, str(file.relative_to(folder)))
            yield page_as_raw(stored, read_page)
