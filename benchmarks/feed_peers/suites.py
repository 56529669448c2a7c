"""The test documents of gofeed, feedparser and miniflux → documents and what each expects.

Their files stay where they are: the folders of their repositories are arguments. Every suite
writes its expectations in its own way, so each has its own reader here.
"""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any


class Field(StrEnum):
    """What of an item is compared."""

    TITLE = "title"
    LINK = "link"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True)
class Expected:
    """One assertion of a suite."""

    item: int
    field: Field
    value: str
    """A date as ISO 8601."""


@dataclass
class Case:
    """One document and what is expected of it."""

    name: str
    body: bytes
    address: str
    charset: str | None = None
    expected: list[Expected] = field(default_factory=list)


def gofeed(folder: Path) -> Iterator[Case]:
    """Yield gofeed's documents, `X.xml` beside `X.json`."""
    for kind in ("parser/rss", "parser/atom", "translator/rss", "translator/atom"):
        for file in sorted((folder / "testdata" / kind).glob("*.xml")):
            beside = file.with_suffix(".json")
            if not beside.exists():
                continue
            told = json.loads(beside.read_text("utf-8") or "{}") or {}
            case = Case(str(file.relative_to(folder)), file.read_bytes(), "")
            for number, item in enumerate(told.get("items") or told.get("entries") or []):
                case.expected.extend(_of_gofeed(number, item))
            if case.expected:
                yield case


def _of_gofeed(number: int, item: dict[str, Any]) -> Iterator[Expected]:
    if item.get("title"):
        yield Expected(number, Field.TITLE, item["title"])
    link = item.get("link") or next(
        (
            one["href"]
            for one in item.get("links") or []
            if isinstance(one, dict) and one.get("href") and one.get("rel") in (None, "alternate")
        ),
        None,
    )
    if link:
        yield Expected(number, Field.LINK, link)
    content = item.get("content")
    texts = [
        content.get("value") if isinstance(content, dict) else content,
        item.get("description"),
        item.get("summary"),
    ]
    if text := max((one for one in texts if one), key=len, default=None):
        yield Expected(number, Field.TEXT, text)
    for name in ("pubDateParsed", "publishedParsed", "updatedParsed"):
        if item.get(name):
            yield Expected(number, Field.DATE, item[name])
            break


_HEADER = re.compile(rb"Expect:\s*(.*?)\s*(?:-->|\n\s*\w+:)", re.DOTALL)
_LOCATION = re.compile(rb"Content-[Ll]ocation:\s*(\S+)")
_SERVED = "http://127.0.0.1:8097/"
"""Where feedparser's own test server has its documents."""
_TYPE = re.compile(rb"Content-type:[^\n]*charset=[\"']?([\w-]+)", re.IGNORECASE)
_NAMES = {
    "title": Field.TITLE,
    "link": Field.LINK,
    "description": Field.TEXT,
    "summary": Field.TEXT,
    "content": Field.TEXT,
    "published_parsed": Field.DATE,
    "updated_parsed": Field.DATE,
}
_ENTRY = re.compile(
    r"entries\[(\d+)\](?:\.|\[')(\w+)(?:'\])?(?:\[0\](?:\.|\[')value(?:'\])?)?$",
)


def feedparser(folder: Path) -> Iterator[Case]:
    """Yield feedparser's documents; what is expected is a Python expression in a comment."""
    for part in ("wellformed", "illformed", "entities", "encoding"):
        for file in sorted((folder / "tests" / part).rglob("*.xml")):
            body = file.read_bytes()
            readable = _as_ascii(body)
            expression = _HEADER.search(readable)
            if expression is None:
                continue
            where = _LOCATION.search(readable)
            kind = _TYPE.search(readable)
            case = Case(
                str(file.relative_to(folder)),
                body,
                where.group(1).decode() if where else _SERVED + file.relative_to(folder).as_posix(),
                kind.group(1).decode() if kind else None,
            )
            case.expected.extend(_of_expression(expression.group(1).decode("utf-8", "replace")))
            if case.expected:
                yield case


def _as_ascii(body: bytes) -> bytes:
    return body.replace(b"\x00", b"")[:8_000]


def _of_expression(text: str) -> Iterator[Expected]:
    try:
        tree = ast.parse(text.replace("\n", " "), mode="eval")
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq)):
            continue
        found = _ENTRY.match(ast.unparse(node.left))
        if found is None or found.group(2) not in _NAMES:
            continue
        try:
            value = ast.literal_eval(node.comparators[0])
        except ValueError:
            continue
        kind = _NAMES[found.group(2)]
        if kind is Field.DATE and isinstance(value, tuple):
            value = datetime(*value[:6], tzinfo=UTC).isoformat()
        if isinstance(value, str) and value:
            yield Expected(int(found.group(1)), kind, value)


_FUNCTION = re.compile(r"^func (Test\w+)\(.*?^}", re.DOTALL | re.MULTILINE)
_DATA = re.compile(r"\bdata\s*:?=\s*`(.*?)`", re.DOTALL)
_BASE = re.compile(r"""(?:Parse|ParseFeed)\(\s*"([^"]+)",""")
_CHECK = re.compile(
    r"""Entries\[(\d+)\]\.(Title|URL|Content)\s*!=\s*"""
    r"""("(?:[^"\\]|\\.)*"|`[^`]*`|expected\w*)"""
)
_NAMED = re.compile(r"""\b(expected\w*)\s*:?=\s*("(?:[^"\\]|\\.)*"|`[^`]*`)""")
_DATED = re.compile(
    r"expectedDate\s*:?=\s*time\.Date\((\d+), (?:time\.)?(\w+), (\d+), (\d+), (\d+), (\d+), "
    r"0, time\.UTC\)"
)
_DATE_CHECK = re.compile(r"Entries\[(\d+)\]\.Date")
_MONTHS = " Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")
_GO = {"Title": Field.TITLE, "URL": Field.LINK, "Content": Field.TEXT}


def miniflux(folder: Path) -> Iterator[Case]:
    """Yield the documents that stand in miniflux' Go tests."""
    for part in ("rss", "atom", "rdf", "json"):
        for file in sorted((folder / "internal/reader" / part).glob("*_test.go")):
            for function in _FUNCTION.finditer(file.read_text("utf-8")):
                case = _of_go(f"{part}/{function.group(1)}", function.group())
                if case is not None and case.expected:
                    yield case


def _of_go(name: str, code: str) -> Case | None:
    data = _DATA.findall(code)
    if len(data) != 1:
        return None
    base = _BASE.search(code)
    case = Case(name, data[0].strip().encode(), base.group(1) if base else "")
    named = {word: _go_string(value) for word, value in _NAMED.findall(code)}
    for number, kind, value in _CHECK.findall(code):
        text = named.get(value) if value.startswith("expected") else _go_string(value)
        if text:
            case.expected.append(Expected(int(number), _GO[kind], text))
    dated, checked = _DATED.search(code), _DATE_CHECK.search(code)
    if dated and checked:
        year, month, *rest = dated.groups()
        number_of_month = int(month) if month.isdigit() else _MONTHS.index(month[:3])
        moment = datetime(int(year), number_of_month, *map(int, rest), tzinfo=UTC)
        case.expected.append(Expected(int(checked.group(1)), Field.DATE, moment.isoformat()))
    return case


def _go_string(literal: str) -> str:
    return literal[1:-1] if literal.startswith("`") else str(json.loads(literal))


def dates_of_feedparser(folder: Path) -> Iterator[tuple[str, datetime | None]]:
    """Yield feedparser's dates, as its own readers have them, and what each means."""
    tree = ast.parse((folder / "tests/test_date_parsers.py").read_text("utf-8"))
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Tuple) and len(node.elts) == len(("reader", "text", "value"))):
            continue
        try:
            text, value = (ast.literal_eval(one) for one in node.elts[1:])
        except ValueError:
            continue
        if isinstance(text, str) and (value is None or isinstance(value, tuple)):
            yield text, datetime(*value[:6], tzinfo=UTC) if value else None


_GO_DATE = re.compile(r'Parse\("([^"]+)"\)(.*?)(?=\n}\n)', re.DOTALL)
_GO_STAMP = re.compile(r"expectedTS := int64\((-?\d+)\)")


def dates_of_miniflux(folder: Path) -> Iterator[tuple[str, datetime | None]]:
    """Yield miniflux' dates with a known instant, and those of which it only wants one (None)."""
    code = (folder / "internal/reader/date/parser_test.go").read_text("utf-8")
    for found in _GO_DATE.finditer(code):
        stamp = _GO_STAMP.search(found.group(2))
        if stamp:
            yield found.group(1), datetime.fromtimestamp(int(stamp.group(1)), UTC)
