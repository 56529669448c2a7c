"""The glossary explains words that are in use, each once."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
TERMS = [
    term.removeprefix("to ") for term in re.findall(r"^\| \*\*(.+?)\*\* \|", GLOSSARY, re.MULTILINE)
]

USED = " ".join(
    re.sub(r"[\W_]+", " ", file.read_text("utf-8"))
    for folder in ("services", "schemas")
    for file in sorted((ROOT / folder).rglob("*.py"))
).casefold()


def test_each_term_is_explained_once_and_in_order_of_the_data() -> None:
    assert len(TERMS) == len(set(TERMS)) > 20
    assert TERMS.index("article") < TERMS.index("report") < TERMS.index("alert")


@pytest.mark.parametrize("term", TERMS)
def test_each_term_is_still_used(term: str) -> None:
    assert re.search(rf"\b{term}s?\b", USED)


@pytest.mark.parametrize("page", ["README.md", "docs/architecture.md"])
def test_the_glossary_is_linked_where_a_reader_starts(page: str) -> None:
    assert "glossary.md)" in (ROOT / page).read_text("utf-8")
