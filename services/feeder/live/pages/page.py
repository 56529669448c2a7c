"""The bytes of a page → its main text and what it says of itself; pure."""

import re
from dataclasses import dataclass
from typing import Final

import trafilatura
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from tocsin.services.feeder.live.encoding import text_of
from tocsin.services.feeder.live.pages.depth import is_too_deep
from tocsin.services.feeder.live.pages.facts import PageFacts, facts_of
from tocsin.services.feeder.live.pages.pruning import pruned
from tocsin.services.feeder.live.pages.stories import without_walls

_TOO_SHORT: Final = 250
"""Characters. A main text so short is more often a menu or a notice than a story."""

_MUCH_MORE: Final = 2

_MOST_READ: Final = 2_000_000
"""Characters of a page; its story is in the first of them."""
_MOST_FOR_SECOND: Final = 400_000
"""trafilatura takes seconds for more."""

_BLANKS: Final = re.compile(r"[ \t\r\f\v\u00a0]+")
_PARAGRAPHS: Final = re.compile(r"\n\s*\n\s*")


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """A story as its page gives it."""

    text: str
    facts: PageFacts


def read_page(body: bytes, charset: str | None, address: str) -> ArticlePage:
    """Return the page's main text; empty if none is found.

    resiliparse is fast and takes nearly all; trafilatura is asked if that finds little.
    """
    html = text_of(body, charset)[:_MOST_READ]
    tree = HTMLTree.parse(html)
    facts = facts_of(tree, address)
    if is_too_deep(html):
        return ArticlePage("", facts)
    html = pruned(html)
    return ArticlePage(without_walls(_main_text(html, HTMLTree.parse(html), facts.title)), facts)


def _main_text(html: str, tree: HTMLTree, title: str | None) -> str:
    text = tidy(
        extract_plain_text(
            tree,
            preserve_formatting=True,
            main_content=True,
            list_bullets=False,
            alt_texts=False,
            comments=False,
            post_meta=False,
        )
    )
    if len(text) < _TOO_SHORT and len(html) < _MOST_FOR_SECOND:
        other = trafilatura.extract(html, include_comments=False, include_tables=True, fast=True)
        # a little more is a menu that it took along, much more is the story that we missed
        text = told if len(told := tidy(other or "")) > _MUCH_MORE * len(text) else text
    return without_title(text, title)


def text_of_html(html: str) -> str:
    """Return the plain text of a feed's own HTML."""
    html = html[:_MOST_READ]
    if "<" not in html and "&" not in html:
        return tidy(html)
    if is_too_deep(html):
        return ""
    return tidy(
        extract_plain_text(html, preserve_formatting=True, list_bullets=False, alt_texts=False)
    )


def without_title(text: str, title: str | None) -> str:
    """Drop a first line that is the title: the contract has it apart."""
    first, _, rest = text.partition("\n")
    return rest.lstrip() if title and _plain(first) == _plain(title) else text


def tidy(text: str) -> str:
    """One blank between words, one empty line between paragraphs."""
    lines = (line.strip() for line in _BLANKS.sub(" ", text).split("\n"))
    return _PARAGRAPHS.sub("\n\n", "\n".join(lines)).strip()


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
