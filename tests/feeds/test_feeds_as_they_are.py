"""Feeds with the faults that feeds have: no item is lost, and none says what it did not say."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from tocsin.schemas.article import Article
from tocsin.schemas.vocabulary import DatedBy
from tocsin.services.feeder.live.documents.dates import moment_of
from tocsin.services.feeder.live.documents.mending import mended_xml
from tocsin.services.feeder.live.fetching.item_article import FoundPage, article_of_item
from tocsin.services.feeder.live.pages.page import read_page, text_of_html
from tocsin.services.feeder.live.parsing.feed_document import Item, NotAFeedError, read_feed
from tocsin.services.feeder.live.sources.source import Source

HERE = "https://feeds.example/world.xml"
SENTENCE = "At least 160 people were killed when a dam broke near Garissa in Kenya on Sunday."
NAMESPACES = (
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)


def rss(*items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    inner = "".join(f"<item>{one}</item>" for one in items)
    return f'{head}<rss version="2.0" {NAMESPACES}><channel><title>W</title>{inner}</channel></rss>'


def atom(entry: str, attributes: str = "") -> str:
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><title>W</title><id>urn:w</id>'
        f"<updated>2026-11-30T01:00:00Z</updated><entry>{entry}</entry></feed>"
    )


def items_of(document: str | bytes) -> Sequence[Item]:
    body = document.encode() if isinstance(document, str) else document
    return read_feed(body, None, HERE).items


def item_of(document: str | bytes) -> Item:
    [item] = items_of(document)
    return item


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("R&D park floods & burns", "R&D park floods & burns"),
        ("Q&A: AT&T & the flood", "Q&A: AT&T & the flood"),
        ("Mud &amp; water &; more", "Mud & water &; more"),
        ("Chad: army&rsquo;s word", "Chad: army’s word"),
        ("Kills &frac12; of the herd &mdash; ministry", "Kills ½ of the herd — ministry"),
        ("It&#146;s over&#0;, he says", "It’s over, he says"),
        ("<![CDATA[R&D &rsquo; burns]]>", "R&D ’ burns"),
        ("Three &amp;amp; four", "Three & four"),
        ("Rain &lt; 5 mm, says &lt;BIGCO&gt;", "Rain < 5 mm, says <BIGCO>"),
        ("At least <b>160</b> killed in Kenya", "At least 160 killed in Kenya"),
        ("&lt;i&gt;Opinion:&lt;/i&gt; after the flood", "Opinion: after the flood"),
        ("Dam <em>breaks</em><br/> in Kenya", "Dam breaks in Kenya"),
    ],
)  # fmt: skip
def test_a_headline_keeps_every_word_whatever_its_markup(title: str, expected: str) -> None:
    assert item_of(rss(f"<title>{title}</title><guid>urn:1</guid>")).title == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/story.php?id=7&lang=en&section=africa", "/story.php?id=7&lang=en&section=africa"),
        ("/story?a=1&amp;b=2&copy=3", "/story?a=1&b=2&copy=3"),
        ("<![CDATA[/story?a=1&lt=2]]>", "/story?a=1&lt=2"),
    ],
)
def test_a_bare_ampersand_in_a_link_takes_nothing_along(link: str, expected: str) -> None:
    document = rss(f"<title>A</title><link>https://wire.example{link}</link>")
    assert item_of(document).address == f"https://wire.example{expected}"


@pytest.mark.parametrize(
    "description",
    [
        f"<p>{SENTENCE}</p>",
        f"&lt;p&gt;{SENTENCE}&lt;/p&gt;",
        f"<![CDATA[<p>{SENTENCE}</p>]]>",
        SENTENCE.replace("dam", "<b>dam</b>").replace("Kenya", "<i>Kenya</i>"),
        SENTENCE.replace(" a dam", "&nbsp;a dam"),
    ],
)
def test_a_text_keeps_its_sentence_whatever_its_markup(description: str) -> None:
    item = item_of(rss(f"<title>A</title><description>{description}</description>"))
    assert " ".join(text_of_html(item.html).split()) == SENTENCE


XHTML = '<div xmlns="http://www.w3.org/1999/xhtml">{}</div>'


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (f'<title type="xhtml">{XHTML.format("Dam <em>breaks</em> in Kenya")}</title>',
         "Dam breaks in Kenya"),
        ('<title type="html">Dam &lt;em&gt;breaks&lt;/em&gt;</title>', "Dam breaks"),
        ('<title type="text">Tag &lt;b&gt; &amp;amp; co.</title>', "Tag <b> &amp; co."),
        ("<title>Less &lt; more</title>", "Less < more"),
    ],
)  # fmt: skip
def test_a_title_of_atom_is_read_by_its_type(title: str, expected: str) -> None:
    assert item_of(atom(f"{title}<id>urn:1</id>")).title == expected


@pytest.mark.parametrize("element", ["summary", "content"])
def test_xhtml_is_a_text_of_atom(element: str) -> None:
    inner = XHTML.format(f"<p>{SENTENCE}</p>")
    item = item_of(atom(f'<id>urn:1</id><{element} type="xhtml">{inner}</{element}>'))
    assert text_of_html(item.html) == SENTENCE


@pytest.mark.parametrize(
    ("attributes", "entry", "expected"),
    [
        ('xml:base="https://wire.example/world/"', '<link href="dam"/>', "/world/dam"),
        ('xml:base="https://wire.example/world/"', '<link href="/dam"/>', "/dam"),
        ('xml:base="https://wire.example/a/"', '<link xml:base="b/" href="dam"/>', "/a/b/dam"),
    ],
)
def test_a_relative_link_counts_from_xml_base(attributes: str, entry: str, expected: str) -> None:
    document = atom(f"<title>A</title><id>urn:1</id>{entry}", attributes)
    assert item_of(document).address == f"https://wire.example{expected}"


def test_bases_within_each_other_add_up() -> None:
    document = atom(
        '<title>A</title><id>1</id><link href="dam"/>', 'xml:base="https://w.example/x/"'
    )
    document = document.replace("<entry>", '<entry xml:base="2026/11/30/">')
    assert item_of(document).address == "https://w.example/x/2026/11/30/dam"


SITE = "https://wire.example/news/"
PROXY = "https://feeds.proxy.example/wire"


RELATIVE_RSS = rss("<title>A</title><link>dam</link>")
RELATIVE_ATOM = atom('<id>urn:1</id><link href="dam"/>')
OF_SITE = RELATIVE_RSS.replace("<item>", f"<link>{SITE}</link><item>")
ATOM_OF_SITE = RELATIVE_ATOM.replace("<entry>", f'<link href="{SITE}"/><entry>')
JSON_OF_SITE = '{"home_page_url": "SITE", "items": [{"id": "1", "url": "dam"}]}'


@pytest.mark.parametrize(
    ("document", "served_at", "expected"),
    [
        (OF_SITE, PROXY, f"{SITE}dam"),
        (OF_SITE.replace("dam", "/dam"), f"{SITE}rss.xml", "https://wire.example/dam"),
        (OF_SITE.replace(SITE, "/news/"), "https://wire.example/rss.xml", f"{SITE}dam"),
        (RELATIVE_RSS, "https://wire.example/x/rss", "https://wire.example/x/dam"),
        (ATOM_OF_SITE, PROXY, f"{SITE}dam"),
        (ATOM_OF_SITE, "https://wire.example/x/atom", "https://wire.example/x/dam"),
        (JSON_OF_SITE.replace("SITE", SITE), PROXY, f"{SITE}dam"),
    ],
    ids=["rss-proxy", "rss-root", "rss-relative-site", "rss-no-site", "proxy", "atom", "json"],
)
def test_a_relative_link_counts_from_the_site_that_the_feed_names(
    document: str, served_at: str, expected: str
) -> None:
    [item] = read_feed(document.encode(), None, served_at).items
    assert item.address == expected


@pytest.mark.parametrize(
    "link",
    [
        '<link uri="at://did:plc:pz/app.bsky.feed.post/3l">https://wire.example/1</link>',
        '<link url="urn:x">\n https://wire.example/1</link>',
        '<link href="">https://wire.example/1</link>',
        '<link type="text/html"><![CDATA[https://wire.example/1]]></link>',
    ],
)
def test_an_attribute_of_a_link_does_not_replace_its_text(link: str) -> None:
    assert item_of(rss(f"<title>A</title>{link}")).address == "https://wire.example/1"


@pytest.mark.parametrize(
    "links",
    [
        '<atom:link href="https://other.example/x" rel="related"/><link>https://wire.example/1</link>',
        '<link>https://wire.example/1</link><atom:link href="https://o.example/x" rel="self"/>',
        '<atom:link href="https://wire.example/1"/>',
        '<atom:link rel="alternate" href="https://wire.example/1"/>',
        '<guid isPermaLink="true">https://wire.example/1</guid>',
    ],
)
def test_an_items_own_link_counts_before_those_of_other_namespaces(links: str) -> None:
    assert item_of(rss(f"<title>A</title>{links}")).address == "https://wire.example/1"


@pytest.mark.parametrize(
    "before",
    [
        (
            "<media:title>A photo of a goat</media:title>"
            "<media:description>A goat that is described at very great length.</media:description>"
        ),
        "<media:content url='x.jpg'><media:title>A goat</media:title></media:content>",
        "<dc:title>A goat</dc:title>",
    ],
)
def test_what_is_said_of_a_picture_is_not_the_story(before: str) -> None:
    item = item_of(
        rss(f"{before}<title>Dam breaks</title><link>https://wire.example/1</link>"
            "<description>160 killed.</description>")
    )  # fmt: skip
    assert (item.title, item.html) == ("Dam breaks", "160 killed.")


@pytest.mark.parametrize(
    "said",
    [
        f"<media:description>{SENTENCE}</media:description>",
        f'<media:description type="plain">{SENTENCE}</media:description>',
        f'<media:group><media:description type="html">{SENTENCE}</media:description></media:group>',
    ],
)
def test_what_is_said_of_a_film_counts_if_nothing_else_is(said: str) -> None:
    assert item_of(rss(f"<title>A</title>{said}")).html == SENTENCE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon, 11 Mar 2024 10:00:00 +05:30", "2024-03-11T04:30"),
        ("Mon, 11 Mar 2024 10:00:00 GMT+2", "2024-03-11T08:00"),
        ("Mon, 11 Mar 2024 10:00:00 UTC-03:30", "2024-03-11T13:30"),
        ("Fri, 31 Mar 2023 20:19:00 America/Los_Angeles", "2023-04-01T03:19"),
        ("Fri, 31 Mar 2023 20:19:00 -0700 (PDT)", "2023-04-01T03:19"),
        ("Mon, 16 Nov 2020, 11:12 PM EST", "2020-11-17T04:12"),
        ("Mon, 16 Nov 2020 12:05 AM GMT", "2020-11-16T00:05"),
        ("November 16, 2020 3:05 p.m.", "2020-11-16T15:05"),
        ("Mon, 26 January 2004 16:31:00 ET", "2004-01-26T21:31"),
        ("Sat, 26 June 2004 16:31:00 ET", "2004-06-26T20:31"),
        ("Thu, 30 Apr 2015 08:57:00 MEST", "2015-04-30T06:57"),
        ("1 May 24 10:00 IST", "2024-05-01T04:30"),
        ("03-12-31", "2003-12-31T00:00"),
        ("Nov. 2020", "2020-11-01T00:00"),
        ("2020-11-08T16:20:00-05:00Z", "2020-11-08T21:20"),
        ("2020-11-08 16:20:00.123 +0200", "2020-11-08T14:20"),
        ("2020-11-08", "2020-11-08T00:00"),
        ("20201108T162000Z", "2020-11-08T16:20"),
        ("Sun Nov  8 16:20:00 2020", "2020-11-08T16:20"),
        ("Sun, 8 Nov 2020 24:00:00 GMT", "2020-11-09T00:00"),
        ("Tue, 1st December 2020 10:00:00 GMT", "2020-12-01T10:00"),
    ],
)
def test_a_date_is_read_with_its_zone_and_half_of_the_day(text: str, expected: str) -> None:
    found = moment_of(text)
    assert found is not None
    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Thu, 01 Jan 1970 00:00:00 GMT", "0001-01-01T00:00:00Z", "0000-00-00 00:00:00",
        "Wed, 30 Nov -0001 00:00:00 +0000", "1999-11-30T00:00:00Z", "1904-01-01",
        "7", "2071", "1714557600", "today", "yesterday 10:00", "10:00", "May", "",
        "Wed, 01 May 2024 10:00:00 XYZ", "Wed, 31 Jun 2024 10:00:00 GMT", "2024-13-01",
        "2024-05-01T25:00:00Z", "lun., 30 nov. 2026 01:00:00 +0000", "1 2 May 3 2024",
        "Mon, 11 Mar 2024 10:00:00 +99:00", "2" * 5_000, "1 May 2024 and later",
    ],
)  # fmt: skip
def test_a_date_that_is_impossible_or_not_understood_is_none(text: str) -> None:
    assert moment_of(text) is None


def test_no_number_of_a_guid_becomes_a_date() -> None:
    items = items_of(rss(*(f"<title>{n}</title><guid>{n}</guid>" for n in (7, 2071, 20240311))))
    assert [one.published_at for one in items] == [None, None, None]


def guided(guid: str, link: str, title: str, text: str = SENTENCE) -> str:
    return (
        f"<title>{title}</title><link>https://wire.example{link}</link>"
        f'<guid isPermaLink="false">{guid}</guid><description>{text}</description>'
    )


def test_a_guid_that_all_items_have_tells_none_of_them_apart() -> None:
    items = items_of(rss(*(guided("N/A", f"/{n}", f"T{n}") for n in range(3))))

    assert len({one.key for one in items}) == 3
    assert not any(one.shares_address for one in items)


def test_a_guid_that_only_some_items_share_is_trusted_for_the_others() -> None:
    items = items_of(rss(guided("a", "/1", "A"), guided("0", "/2", "B"), guided("0", "/3", "C")))

    assert [one.key for one in items] == ["a", "https://wire.example/2", "https://wire.example/3"]


@pytest.mark.parametrize("second", ["/alerts", "/alerts#2", "/alerts?utm_source=rss"])
def test_an_address_that_all_items_have_is_nobodys_page(second: str) -> None:
    items = items_of(rss(guided("u1", "/alerts", "Dam"), guided("u2", second, "Border", "Other.")))

    assert [one.key for one in items] == ["u1", "u2"]
    assert all(one.shares_address for one in items)


def test_items_without_any_key_of_their_own_are_distinguished_by_their_words() -> None:
    same = "https://wire.example/"
    items = items_of(
        rss(*(f"<title>{n}</title><link>{same}</link><guid>{same}</guid>" for n in "abc"))
    )

    assert len({one.key for one in items}) == 3


def test_an_item_named_twice_is_one() -> None:
    items = items_of(rss(*[guided("u1", "/1", "Dam")] * 2))

    assert [one.key for one in items] == ["u1", "u1"]
    assert not any(one.shares_address for one in items)


def test_a_changed_headline_is_the_same_story() -> None:
    text = f"<description>{SENTENCE}</description>"
    for keys in ("<guid>u1</guid>", "<link>https://wire.example/1</link>", ""):
        before = item_of(rss(f"<title>Dam breaks</title>{keys}{text}"))
        after = item_of(rss(f"<title>Dam breaks, 160 dead</title>{keys}{text}"))
        assert before.key == after.key
        assert before.digest != after.digest


STORY = "“The general’s men came,” she said – “they came at night,” she said – "


def test_one_stray_byte_costs_one_character() -> None:
    body = rss(f"<title>Ny\x00ndo</title><description>{STORY}</description>").encode()
    item = item_of(body.replace(b"\x00", b"\xe1"))

    assert item.title == "Ny\ufffdndo"
    assert item.html == STORY.strip()


@pytest.mark.parametrize("text", ["xy", "xyz"])
@pytest.mark.parametrize("declared", ["utf-16", "UTF-32LE", "ucs-2", "iso-8859-1", "x-nothing"])
def test_a_declaration_that_the_bytes_belie_is_not_believed(text: str, declared: str) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?>'
    item = item_of(rss(f"<title>Café</title><description>{text}</description>", head=head))

    assert (item.title, item.html) == ("Café", text)


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "shift_jis", "big5"])
def test_a_declaration_that_holds_is_believed(charset: str) -> None:
    title = {"shift_jis": "水害", "big5": "水災"}.get(charset, "Наводнение")
    document = rss(f"<title>{title}</title>", head=f'<?xml version="1.0" encoding="{charset}"?>')
    assert item_of(document.encode(charset)).title == title


URL = "https://wire.example/1"
LINK = f"<link>{URL}</link>"
A = f"<title>A</title>{LINK}"
JSON_ITEM = '{"id": "1", "url": "https://wire.example/1", "title": "A", "content_text": "x"%s}'


@pytest.mark.parametrize(
    "more",
    [
        ', "authors": {"name": "J"}', ', "authors": [null, "J"]', ', "author": "J"',
        ', "date_published": 7', ', "tags": "flood"', ', "attachments": {}', ', "summary": null',
    ],
)  # fmt: skip
def test_an_odd_part_of_a_json_feed_costs_nothing_else(more: str) -> None:
    item = item_of(
        '{"version": "https://jsonfeed.org/version/1.1", "items": [%s]}' % (JSON_ITEM % more)
    )
    assert (item.key, item.title, item.html) == ("1", "A", "x")


def test_an_entry_that_is_invalid_costs_no_other() -> None:
    items = items_of(
        '{"version": "1", "items": [7, null, [], {}, %s, {"id": 2}]}' % (JSON_ITEM % "")
    )
    assert [one.key for one in items] == ["1", "2"]


@pytest.mark.parametrize(
    "document",
    [
        f"<feed><title>W</title><entry>{A}</entry></feed>".replace(LINK, f'<link href="{URL}"/>'),
        f"<rss><channel><item>{A}</item></channel></rss>",
        "\n\n<?xml version='1.0'?>\n" + rss(A, head=""),
        rss(A + "<oops:x>1</oops:x>"),
        rss(A)[:-18],
        rss(A + "<p>unclosed"),
    ],
    ids=["atom-bare", "rss-bare", "space-first", "prefix-unknown", "cut-off", "unclosed"],
)  # fmt: skip
def test_a_document_with_a_fault_is_read_all_the_same(document: str) -> None:
    item = item_of(document)
    assert (item.title, item.address) == ("A", "https://wire.example/1")


def test_an_article_about_entities_declares_none() -> None:
    text = 'They begin with <!ENTITY a "ha"> and <!DOCTYPE rss [.'
    item = item_of(rss(f"<title>Bombs</title><description><![CDATA[{text}]]></description>"))
    assert item.title == "Bombs"


@pytest.mark.parametrize(
    ("declared", "reference", "expected"),
    [
        ('<!ENTITY nbsp "&#160;">', "160&nbsp;killed", "160 killed"),
        ("<!ENTITY outlet 'Border Wire'>", "says &outlet;", "says Border Wire"),
        ('<!ENTITY e "&#233;"><!ENTITY dash "&mdash;">', "caf&e; &dash; x", "café — x"),
    ],
)
def test_an_entity_that_is_characters_is_read(declared: str, reference: str, expected: str) -> None:
    head = f"<?xml version='1.0'?><!DOCTYPE rss [{declared}]>"
    assert item_of(rss(f"<title>{reference}</title>", head=head)).title == expected


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;">', '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY % p "x">', '<!ENTITY x PUBLIC "a" "http://127.0.0.1/">',
        '<!ENTITY a "<b>">', '<!ENTITY a "' + "h" * 200 + '">',
    ],
)  # fmt: skip
def test_an_entity_that_is_more_than_characters_is_refused(declared: str) -> None:
    head = f"<?xml version='1.0'?><!-- hello --><!DOCTYPE rss [{declared}]>"
    with pytest.raises(NotAFeedError, match="declares XML entities"):
        items_of(rss("<title>&a;</title>", head=head))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "part", ["<!--", "<![CDATA[", "<?", "&", "&#1;", "&rsquo;", "&" + "a" * 39, "<!DOCTYPE ["]
)
def test_mending_takes_time_in_proportion_to_the_length(part: str) -> None:
    assert mended_xml("<rss>" + part * (1_000_000 // len(part)))


LOOKED_AT = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "on_page", "expected", "by"),
    [
        ("Mon, 30 Nov 2026 01:00:00 GMT", "2026-11-29", "2026-11-30T01:00", DatedBy.FEED),
        ("Thu, 01 Jan 1970 00:00:00 GMT", "2026-11-30T02:00:00Z", "2026-11-30T02:00", DatedBy.PAGE),
        ("Mon, 01 Jan 0001 00:00:00 GMT", "2026-11-30T02:00:00Z", "2026-11-30T02:00", DatedBy.PAGE),
        ("Sat, 30 Nov 2126 01:00:00 GMT", "2026-11-30T02:00:00Z", "2026-11-30T02:00", DatedBy.PAGE),
        ("lun., 30 nov. 2026", "30 novembre 2026", "2026-11-30T12:00", DatedBy.LOOK),
        ("", "", "2026-11-30T12:00", DatedBy.LOOK),
    ],
)
def test_where_the_feeds_date_cannot_be_the_pages_counts_and_then_the_look(
    told: str, on_page: str, expected: str, by: DatedBy
) -> None:
    document = read_feed(rss(f"{A}<pubDate>{told}</pubDate>").encode(), None, HERE)
    meta = f'<meta property="article:published_time" content="{on_page}">'
    page = read_page(f"<html><head>{meta}</head><p>{SENTENCE}</p></html>".encode(), None, URL)
    source = Source(name="Wire", url=HERE)

    article = article_of_item(source, document, document.items[0], FoundPage(page, URL), LOOKED_AT)

    assert isinstance(article, Article)
    assert article.published_at == datetime.fromisoformat(expected).replace(tzinfo=UTC)
    assert article.dated_by is by
