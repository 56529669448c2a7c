"""Feeds of all kinds give the same items; what is no feed or a trap is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.services.feeder.live.parsing.feed_document import NotAFeedError, read_feed

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Wire</title>
<ttl>60</ttl><language>en-gb</language>
<item><title>Three &amp; four</title><link>/a?utm_source=x</link><guid isPermaLink="false">7</guid>
<pubDate>Wed, 01 May 2024 12:00:00 +0200</pubDate><description>&lt;p&gt;Rain&lt;/p&gt;</description>
</item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-gb"><title>Wire</title><id>x</id>
<entry><title>Three &amp; four</title><link href="/a?utm_source=x"/><id>7</id>
<published>2024-05-01T12:00:00+02:00</published><updated>2024-05-02T00:00:00Z</updated>
<content type="html">&lt;p&gt;Rain&lt;/p&gt;</content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel rdf:about="x"><title>Wire</title>
<link>https://wire.example/</link><dc:language>en-gb</dc:language>
<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>24</sy:updateFrequency></channel>
<item rdf:about="7"><title>Three &amp; four</title><link>/a?utm_source=x</link>
<dc:date>2024-05-01T12:00:00+02:00</dc:date><description>&lt;p&gt;Rain&lt;/p&gt;</description>
</item></rdf:RDF>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "language": "en-gb",
"items": [{"id": "7", "url": "https://wire.example/a?utm_source=x", "title": "Three & four",
"content_html": "<p>Rain</p>", "date_published": "2024-05-01T12:00:00+02:00"}]}"""
HERE = "https://wire.example/feed"


@pytest.mark.parametrize("document", [RSS, ATOM, RDF, JSON], ids=["rss", "atom", "rdf", "json"])
def test_every_kind_of_feed_gives_the_same_item(document: str) -> None:
    feed = read_feed(document.encode(), None, HERE)

    [item] = feed.items
    assert feed.title == "Wire"
    assert feed.language == "en-gb"
    assert item.address == "https://wire.example/a"
    assert item.title == "Three & four"
    assert "Rain" in item.html
    assert item.published_at is not None
    assert item.published_at.isoformat() == "2024-05-01T10:00:00+00:00"


def test_the_interval_that_a_feed_asks_for_is_read() -> None:
    assert read_feed(RSS.encode(), None, HERE).interval == 3_600
    assert read_feed(RDF.encode(), None, HERE).interval == 3_600
    assert read_feed(ATOM.encode(), None, HERE).interval is None


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (RSS.replace("Three", "Café").encode("utf-8"), "iso-8859-1"),
        (RSS.replace("Three", "Café").encode("windows-1252"), None),
        (RSS.replace("Three", "Café").replace("utf-8", "iso-8859-1").encode("latin-1"), "utf-8"),
        (RSS.replace("Three", "Café").replace("utf-8", "utf-16").encode("utf-16"), None),
        (RSS.replace("Three", "Café").replace("utf-8", "klingon").encode(), None),
    ],
    ids=["http-wrong", "declaration-wrong", "latin-1", "utf-16", "unknown-name"],
)
def test_a_wrong_charset_is_seen_through(body: bytes, charset: str | None) -> None:
    assert read_feed(body, charset, HERE).items[0].title == "Café & four"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Welcome</body></html>",
        b'{"hello": 1}',
        b"\x00\xff\x00",
        b"not a feed",
        b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel/></rss>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss/>'.encode("utf-16"),
    ],
)
def test_what_is_not_a_feed_or_declares_entities_is_reported(body: bytes) -> None:
    with pytest.raises(NotAFeedError):
        read_feed(body, None, HERE)


def test_of_an_endless_feed_the_newest_are_taken() -> None:
    items = "".join(f"<item><title>{number}</title></item>" for number in range(5_000))
    feed = read_feed(f"<rss><channel>{items}</channel></rss>".encode(), None, HERE)

    assert [item.title for item in feed.items] == [str(number) for number in range(1_000)]


@settings(deadline=None)  # the first odd date loads a library for dates
@given(st.binary(max_size=300), st.integers(0, len(RSS)), st.integers(0, len(RSS)))
def test_a_damaged_feed_is_read_or_reported_and_never_more(
    junk: bytes, begin: int, end: int
) -> None:
    body = RSS.encode()
    damaged = body[:begin] + junk + body[end:]
    try:
        feed = read_feed(damaged, None, HERE)
    except NotAFeedError:
        return
    assert all(item.key for item in feed.items)


@pytest.mark.parametrize(
    "odd",
    [
        '"hubs": 5',
        '"hubs": true',
        '"title": "\\ud800"',
        '"items": [{"title": "\\udfff", "content_text": "One half \\ud83d of a character."}, 7]',
    ],
)
def test_a_json_feed_of_odd_parts_keeps_its_items(odd: str) -> None:
    told = '"items": [{"id": "1", "content_text": "Rain fell."}]'
    document = f"{{{told}, {odd}}}" if "items" not in odd else f"{{{odd}}}"
    found = read_feed(document.encode(), None, "https://wire.example/feed")
    assert [one.digest for one in found.items]


def test_a_charset_that_gives_halves_of_characters_is_not_taken() -> None:
    body = b"<rss><channel><item><title>caf\xe9 \\ud800</title></item></channel></rss>"
    found = read_feed(body, "unicode_escape", "https://wire.example/feed")
    assert found.items[0].title == "café \\ud800"
