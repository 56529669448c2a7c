"""JSON Feed 1.0 and 1.1, item by item, whatever shape its parts have; pure. jsonfeed.org."""

import html
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from tocsin.services.feeder.live.documents.dates import moment_of
from tocsin.services.feeder.live.documents.item import NotAFeedError, RawFeed, RawItem
from tocsin.services.feeder.live.documents.plain import headline_of, without_halves

_ADDRESSES: Final = ("url", "external_url")


def looks_like_json(text: str) -> bool:
    """Whether the document is JSON rather than XML."""
    return text.lstrip("\ufeff \t\r\n").startswith(("{", "["))


def read_json_feed(text: str, most_items: int) -> RawFeed:
    """Read the document; an invalid entry is left out, the others stay.

    Raises:
        NotAFeedError: it is not JSON, or no JSON Feed.
    """
    try:
        found = json.loads(text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError) as error:
        message = f"not JSON: {str(error)[:150]}"
        raise NotAFeedError(message) from None
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        message = "JSON without a list of `items`, so not a JSON Feed"
        raise NotAFeedError(message)
    told = found.get("hubs")
    hubs = [one.get("url") for one in _list(told) if isinstance(one, dict)]
    return RawFeed(
        headline_of(_text(found.get("title"))),
        _text(found.get("language")),
        tuple(_items(found["items"][:most_items])),
        _text(found.get("home_page_url")),
        _text(next(iter(hubs), None)),
        _text(found.get("feed_url")),
    )


def _items(entries: list[Any]) -> Iterator[RawItem]:
    for entry in entries:
        if not isinstance(entry, dict):
            continue
        link = next((told for name in _ADDRESSES if (told := _text(entry.get(name)))), None)
        tags = entry.get("tags")
        yield RawItem(
            _text(entry.get("id")),
            link,
            headline_of(_text(entry.get("title"))),
            _html(entry),
            moment_of(entry.get("date_published")) or moment_of(entry.get("date_modified")),
            _author(entry),
            tuple(_texts(_list(tags))),
        )


def _html(entry: Mapping[str, Any]) -> str:
    markup, plain = _text(entry.get("content_html")), _text(entry.get("content_text"))
    summary = _text(entry.get("summary"))
    texts = [markup or "", *(html.escape(one, quote=False) for one in (plain, summary) if one)]
    return max(texts, key=len)


def _author(entry: Mapping[str, Any]) -> str | None:
    """Return the first author's name; 1.0 has one author, 1.1 a list, and the web has all else."""
    told = entry.get("authors") or entry.get("author")
    for one in _list(told):
        name = _text(one.get("name")) if isinstance(one, dict) else _text(one)
        if name is not None:
            return name
    return None


def _texts(values: list[Any]) -> Iterator[str]:
    for value in values:
        if text := _text(value):
            yield text


def _list(value: Any) -> list[Any]:  # noqa: ANN401 - JSON
    return value if isinstance(value, list) else [value]


def _text(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return without_halves(str(value)).strip() or None
