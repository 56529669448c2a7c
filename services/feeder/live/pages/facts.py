"""What a page says of itself: title, outlet, canonical address, publication, language; pure."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from resiliparse.parse.html import HTMLTree

from tocsin.services.feeder.live.address import belongs_to, canonical_address
from tocsin.services.feeder.live.documents.dates import moment_of
from tocsin.services.feeder.live.documents.plain import without_halves

_DATES: Final = (
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date",
    "dc.date.issued", "dcterms.created", "dcterms.date", "pubdate", "publishdate",
    "publication_date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
)  # fmt: skip
_TITLES: Final = ("og:title", "twitter:title", "headline", "dc.title")
_OUTLETS: Final = ("og:site_name", "application-name", "dc.publisher")
_TAG: Final = re.compile(r"[a-zA-Z]{2,3}(-[A-Za-z0-9]+)*")
_MOST_LINKED_DATA: Final = 200_000
_DEEPEST: Final = 8


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What was found; None if the page does not say."""

    title: str | None
    outlet: str | None
    canonical: str | None
    published_at: datetime | None
    language: str | None


def facts_of(tree: HTMLTree, address: str) -> PageFacts:
    """Return what the page at `address` says of itself."""
    metas = _metas(tree)
    linked = dict(_linked_data(tree))
    title = next((metas[name] for name in _TITLES if metas.get(name)), None)
    dates = [*(metas.get(name) for name in _DATES), linked.get("datePublished"), _time(tree)]
    return PageFacts(
        title or linked.get("headline") or (tree.title or "").strip() or None,
        next((metas[name] for name in _OUTLETS if metas.get(name)), None),
        _canonical(tree, metas, address),
        next((moment for date in dates if (moment := moment_of(date)) is not None), None),
        _language(tree),
    )


def _metas(tree: HTMLTree) -> dict[str, str]:
    """Return the first of each name; og and article use `property`, microdata `itemprop`."""
    found: dict[str, str] = {}
    for meta in _all(tree, "meta"):
        name = (
            _attribute(meta, "property") or _attribute(meta, "name") or _attribute(meta, "itemprop")
        )
        content = _attribute(meta, "content")
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _canonical(tree: HTMLTree, metas: dict[str, str], address: str) -> str | None:
    links = [
        _attribute(link, "href")
        for link in _all(tree, "link")
        if "canonical" in _attribute(link, "rel").lower().split()
    ]
    # a page in a folder has no site that it could speak against
    at_a_site = canonical_address(address) is not None
    for raw in (*links, metas.get("og:url", "")):
        found = canonical_address(raw, address) if raw else None
        if found is not None and (not at_a_site or belongs_to(found, address)):
            return found
    return None


def _linked_data(tree: HTMLTree) -> Iterator[tuple[str, str]]:
    """Yield date and headline from JSON-LD (schema.org), the last one first to be overwritten."""
    for script in _all(tree, "script"):
        if _attribute(script, "type").lower() != "application/ld+json":
            continue
        try:
            yield from _walked(json.loads(script.text[:_MOST_LINKED_DATA]), _DEEPEST)
        except (ValueError, RecursionError):
            continue


def _walked(value: Any, deeper: int) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - JSON
    if deeper == 0:
        return
    if isinstance(value, dict):
        for name in ("datePublished", "headline"):
            if isinstance(value.get(name), str):
                yield name, without_halves(value[name])
        value = value.get("@graph", [])
    if isinstance(value, list):
        for one in value:
            yield from _walked(one, deeper - 1)


def _time(tree: HTMLTree) -> str | None:
    return next((_attribute(one, "datetime") for one in _all(tree, "time")), None)


def _language(tree: HTMLTree) -> str | None:
    root = next(iter(_all(tree, "html")), None)
    said = _attribute(root, "lang") if root is not None else ""
    return said if _TAG.fullmatch(said) else None


def _all(tree: HTMLTree, tag: str) -> Sequence[Any]:
    # a slice: going through resiliparse's collection one by one takes time with the cube of it
    return [] if tree.document is None else tree.document.get_elements_by_tag_name(tag)[:]


def _attribute(node: Any, name: str) -> str:  # noqa: ANN401 - resiliparse's node
    return (node.getattr(name, "") or "").strip()
