"""Remove what is on a page besides its story: tickers, teasers, other articles; pure.

A headline of another story in the text would be read as this one's: a false alert in its name.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from lxml import etree
from lxml.html import HTMLParser, tostring

_NEVER_STORY: Final = ("aside", "nav", "footer", "dialog", "template", "form", "iframe")
_NAMED: Final = re.compile(
    r"(?:^|[\s_-])(?:ticker|breaking|related|read-?more|readmore|more-?(?:stories|news|on|from)"
    r"|also-?read|see-?also|recommend\w*|recirc\w*|promo\w*|newsletter\w*|comments?|disqus"
    r"|next-?(?:article|story|up)|up-?next|most-?(?:read|popular|viewed)|popular|trending|headlines"
    r"|latest|cookies?|consent|gdpr|share|sharing|social|sidebar|outbrain|taboola"
    r"|advert\w*|sponsor\w*|you-?may|dont-?miss)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TEASER: Final = re.compile(r"(?:^|[\s_-])teasers?(?:$|[\s_-])", re.IGNORECASE)
"""Of another story if it links there, else the lead of this one."""
_WALL: Final = re.compile(r"(?:^|[\s_-])(?:paywall|subscri\w+)(?:$|[\s_-])", re.IGNORECASE)
"""Names of walls, and of what comes after them: the story itself."""
_LONGEST_WALL: Final = 600
"""Characters of paragraphs."""
_LABEL: Final = re.compile(
    r"\W*(?:(?:read|see|watch|listen|more|also|related|next|previous|latest|don'?t|miss|up|live"
    r"|breaking|update[sd]?|opinion|analysis|video|in|pictures|photos|on|this|story|stories|news"
    r"|here|full|the|article|coverage|recommended|editor'?s|picks?|you|may|like|continue|reading)"
    r"\b\W*){0,6}",
    re.IGNORECASE,
)
_CALL: Final = re.compile(r"\W*\w+(?:\W+\w+){0,3}\s*:\W*")
"""What comes before a headline of another story, in any language: *Lea también:*."""
_BESIDE: Final = re.compile(r"comment|related|more", re.IGNORECASE)
_BLOCKS: Final = ("p", "li", "h2", "h3", "h4", "h5", "h6", "div", "section", "blockquote", "figure")
_HOLDERS: Final = {"article", "main", "section", "div", "body", "ul", "ol"}
_NAMEABLE: Final = (
    "div",
    "section",
    "ul",
    "ol",
    "p",
    "span",
    "header",
    "article",
    "figure",
    "table",
)
_INNER: Final = ("p", "div", "ul", "ol", "table", "h1")
_LEAST_LINK: Final = 15
"""Characters of a link that can hold another story's headline."""
_MOST_KEPT: Final = 0.5
"""Of the text of all paragraphs: what holds more is the story, whatever it is called."""
_LEAST_STORY: Final = 200
_TELLING: Final = re.compile(r"[^\W_]{4,}|\d[\d.,]*")
_LEAST_HEADLINE: Final = 3
"""Content words of another story's headline; a section's heading may have fewer."""
_MOST_HEADLINES: Final = 100
"""Of the first rank, on one page, that are considered."""
_LEAST_SHARED: Final = 0.34
"""Of a heading's words: a section's are in its story, another story's are not."""


def pruned(html: str) -> str:
    """Return the page without what is surely not its story."""
    try:
        root = etree.fromstring(html.encode(errors="replace"), HTMLParser(encoding="utf-8"))
    except (etree.XMLSyntaxError, ValueError):
        return html
    body = None if root is None else root.find("body")
    if body is None:
        return html
    unread = ("script", "style", "svg", etree.Comment, etree.ProcessingInstruction)
    etree.strip_elements(root, *unread, with_tail=False)
    lengths = _lengths(body)
    story = _story_element(body, lengths)
    if story is not None:
        _leave_only(body, story)
    for node in list(_suspects(body, lengths)):
        if lengths[node] <= _MOST_KEPT * lengths[body] and next(node.iter("h1"), None) is None:
            _remove(node)
    title = _words(" ".join(_titles(root)))
    _other_articles(body, lengths, title)
    _other_headlines(body, lengths, title)
    for node in list(_links_alone(body)):
        _remove(node)
    return str(tostring(root, encoding="unicode"))


def _lengths(body: Any) -> Counter[Any]:  # noqa: ANN401 - lxml has no types
    """Return how many characters of paragraphs are in each element."""
    lengths: Counter[Any] = Counter()
    for paragraph in body.iter("p"):
        length = len(_text(paragraph))
        lengths[paragraph] += length
        for around in paragraph.iterancestors():
            lengths[around] += length
    return lengths


def _story_element(body: Any, lengths: Counter[Any]) -> Any | None:  # noqa: ANN401 - the same
    """Return the innermost `<article>` or `<main>` of a headline, with most of the text."""
    least = max(_LEAST_STORY, _MOST_KEPT * lengths[body])
    for headline in body.iter("h1"):
        for around in headline.iterancestors("article", "main"):
            if lengths[around] >= least:
                return around
    return None


def _leave_only(body: Any, story: Any) -> None:  # noqa: ANN401 - the same
    node = story
    while node is not body:
        parent = node.getparent()
        for sibling in list(parent):
            if sibling is not node:
                _remove(sibling)
        node = parent


def _suspects(body: Any, lengths: Counter[Any]) -> Iterator[Any]:  # noqa: ANN401 - the same
    whole = len(_text(body))
    for node in body.iter(*_NEVER_STORY):
        # some sites wrap the whole page into a form
        if node.tag != "form" or len(_text(node)) <= _MOST_KEPT * whole:
            yield node
    for node in body.iter(*_NAMEABLE):
        name = f"{node.get('class', '')} {node.get('id', '')}"
        if _NAMED.search(name) or (lengths[node] <= _LONGEST_WALL and _WALL.search(name)):
            yield node
        elif not _TEASER.search(name):
            continue
        elif _is_linked(node):
            yield node
        else:
            node.attrib.pop("class", None)  # by which resiliparse would leave it out
    for node in body.iter("details"):
        summary = next(node.iter("summary"), None)
        if summary is not None and _BESIDE.search(_text(summary)):
            yield node


def _titles(root: Any) -> Iterator[str]:  # noqa: ANN401 - the same
    """Yield what the page calls itself."""
    for node in root.iter("title"):
        yield _text(node)
    for node in root.iter("meta"):
        if node.get("property") == "og:title":
            yield node.get("content", "")


def _other_articles(body: Any, lengths: Counter[Any], title: set[str]) -> None:  # noqa: ANN401 - the same
    """Take out articles behind the first one, but not its parts."""
    first = None
    told: set[str] = set()
    for node in list(body.iter("article")):
        heading = next(node.iter("h1", "h2"), None)
        if heading is None:
            continue
        if first is None:
            first = node
            told = _words_around(first)
        elif lengths[node] > _MOST_KEPT * lengths[body] or _is_named(heading, title):
            continue
        elif first not in node.iterancestors() or _heads_another(heading, told):
            _remove(node)
        else:
            told |= _words(_text(node))


def _other_headlines(body: Any, lengths: Counter[Any], title: set[str]) -> None:  # noqa: ANN401 - the same
    """Take out what follows another headline of the first rank, but not a section."""
    headlines = list(islice(body.iter("h1"), _MOST_HEADLINES))
    first = headlines[0] if headlines else body
    for later in headlines[1:]:
        following = [later, *later.itersiblings()]
        if sum(lengths[one] for one in following) > _MOST_KEPT * lengths[body]:
            continue
        if _is_named(later, title):
            first = later
            continue
        before = _words(" ".join(_text(one) for one in later.itersiblings(preceding=True)))
        if later.getparent() is not first.getparent() or _heads_another(later, before):
            for one in following:
                _remove(one)


def _is_named(heading: Any, title: set[str]) -> bool:  # noqa: ANN401 - the same
    """Whether the page calls itself by this heading: the first may be the site's."""
    words = _words(_text(heading))
    return len(words) >= _LEAST_HEADLINE and len(words & title) > _MOST_KEPT * len(words)


def _heads_another(heading: Any, story: set[str]) -> bool:  # noqa: ANN401 - the same
    words = _words(_text(heading))
    if _is_linked(heading):
        return True
    return len(words) >= _LEAST_HEADLINE and len(words & story) < _LEAST_SHARED * len(words)


def _is_linked(node: Any) -> bool:  # noqa: ANN401 - the same
    """Whether there is a link in it, or it is in one."""
    inner = any(link.get("href") for link in node.iter("a"))
    return inner or next(node.iterancestors("a"), None) is not None


def _words_around(article: Any) -> set[str]:  # noqa: ANN401 - the same
    """Return the words of its paragraphs that are in no article within it."""
    own = (one for one in article.iter("p") if next(one.iterancestors("article")) is article)
    return _words(" ".join(_text(one) for one in own))


def _words(text: str) -> set[str]:
    return {word.casefold()[:6] for word in _TELLING.findall(text)}


def _links_alone(body: Any) -> Iterator[Any]:  # noqa: ANN401 - the same
    """Yield blocks that are nothing but a link to another story, and its label."""
    for node in body.iter(*_BLOCKS):
        if next((one for one in node.iter(*_INNER) if one is not node), None) is not None:
            continue
        links = [_text(link) for link in node.iter("a")]
        if len(" ".join(links)) < _LEAST_LINK:
            continue
        rest = _text(node)
        for link in links:
            rest = rest.replace(link, " ") if link else rest
        if _LABEL.fullmatch(rest) or (_CALL.fullmatch(rest) and _text(node).endswith(links[-1])):
            yield node
    for link in body.iter("a"):
        if link.getparent().tag in _HOLDERS and not _has_text_beside(link):
            yield link


def _has_text_beside(link: Any) -> bool:  # noqa: ANN401 - the same
    before = link.getprevious()
    told = link.getparent().text if before is None else before.tail
    return bool((told or "").strip() or (link.tail or "").strip())


def _text(node: Any) -> str:  # noqa: ANN401 - the same
    return " ".join("".join(node.itertext()).split())


def _remove(node: Any) -> None:  # noqa: ANN401 - the same
    if node.getparent() is not None and isinstance(node.tag, str):
        node.drop_tree()
