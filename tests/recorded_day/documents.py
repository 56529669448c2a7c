"""What the outlets of the day answer with: feeds in four forms, and pages."""

import json
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from recorded_day.outlets import KEPT, Form, Outlet, Story
from web_server import story


def link(outlet: Outlet, one: Story, site: str) -> str:
    """Return the address of a story as the feed has it: with what tracking tools add."""
    folder = {"closed": "closed", "moved": "old"}.get(one.page, "stories")
    return f"{site}/{folder}/{one.number}?utm_source=feed&utm_campaign={outlet.number}"


def shown(outlet: Outlet, at: float) -> list[Story]:
    """Return the stories that the feed shows at a moment of the day, newest first."""
    return [one for one in reversed(outlet.stories) if one.published <= at][:KEPT]


def title(outlet: Outlet, one: Story) -> str:
    return f"Flood of outlet {outlet.number}, story {one.number}"


def feed(outlet: Outlet, at: float, began: float, site: str) -> str:
    """Return the feed as it is at a moment of the day."""
    entries = [
        (
            link(outlet, one, site),
            title(outlet, one),
            " ".join(one.text(at)[: None if not outlet.full_pages else 1]),
            datetime.fromtimestamp(began + one.published, UTC),
        )
        for one in shown(outlet, at)
    ]
    return _WRITERS[outlet.form](outlet, entries)


def page(outlet: Outlet, one: Story, at: float, began: float, site: str) -> str:
    """Return a story's page."""
    published = datetime.fromtimestamp(began + one.published, UTC).isoformat()
    head = (
        f'<meta property="article:published_time" content="{published}">'
        f'<link rel="canonical" href="{site}/stories/{one.number}">'
    )
    return story(title(outlet, one), *one.text(at), head=head)


_Entry = tuple[str, str, str, datetime]


def _rss(outlet: Outlet, entries: list[_Entry]) -> str:
    ttl = f"<ttl>{outlet.interval / 60:.0f}</ttl>" if outlet.interval else ""
    items = "".join(
        f"<item><title>{name}</title><link>{to.replace('&', '&amp;')}</link>"
        f"<guid>{to.replace('&', '&amp;')}</guid><description>{text}</description>"
        f"<pubDate>{format_datetime(moment)}</pubDate></item>"
        for to, name, text, moment in entries
    )
    return f'<rss version="2.0"><channel><title>O</title>{ttl}{items}</channel></rss>'


def _atom(outlet: Outlet, entries: list[_Entry]) -> str:
    del outlet
    items = "".join(
        f'<entry><id>{name}</id><title>{name}</title><link href="{to.replace("&", "&amp;")}"/>'
        f"<published>{moment.isoformat()}</published><summary>{text}</summary></entry>"
        for to, name, text, moment in entries
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>O</title>{items}</feed>'


def _rdf(outlet: Outlet, entries: list[_Entry]) -> str:
    period = "<sy:updatePeriod>hourly</sy:updatePeriod>" if outlet.interval else ""
    items = "".join(
        f'<item rdf:about="{name}"><title>{name}</title><link>{to.replace("&", "&amp;")}</link>'
        f"<dc:date>{moment.isoformat()}</dc:date><description>{text}</description></item>"
        for to, name, text, moment in entries
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel rdf:about="x">'
        f"<title>O</title>{period}</channel>{items}</rdf:RDF>"
    )


def _json(outlet: Outlet, entries: list[_Entry]) -> str:
    del outlet
    items: list[dict[str, Any]] = [
        {"id": name, "url": to, "title": name, "content_text": text, "date_published": str(moment)}
        for to, name, text, moment in entries
    ]
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": "O", "items": items})


_WRITERS = {Form.RSS: _rss, Form.ATOM: _atom, Form.RDF: _rdf, Form.JSON: _json}
