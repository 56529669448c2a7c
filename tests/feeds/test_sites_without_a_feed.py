"""Sources that are no feed: sitemaps, indexes of sitemaps, and pages that list stories."""

import contextlib
import gzip
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from feeds.feeder_process import articles, sources_file
from tocsin_command import run
from web_server import WebServer, story, web_server

from tocsin.services.feeder.live.fetching.asking import open_pages
from tocsin.services.feeder.live.fetching.reading_source import Reach, asked, read_source
from tocsin.services.feeder.live.parsing.feed_document import FeedDocument, NotAFeedError, read_feed
from tocsin.services.feeder.live.parsing.listing import read_listing
from tocsin.services.feeder.live.sources.source import Listing, Source
from tocsin.services.feeder.live.web.access import access_of
from tocsin.services.feeder.live.web.answers import Validators, WebResponse
from tocsin.services.settings import Settings

NOW = datetime.now(UTC).replace(microsecond=0)
HERE = "https://wire.example/"
SENTENCES = (
    "Some 20,000 reservists were called up on Wednesday, the president said in an address.",
    "They are to report within ten days to the barracks of their districts, he said.",
    "It is the second such order this year; the first one brought 12,000 men under arms.",
)


@pytest.fixture
def server() -> Iterator[WebServer]:
    with web_server() as running:
        yield running


@pytest.fixture
async def reach() -> AsyncIterator[Reach]:
    settings = Settings.load(allowed_networks="127.0.0.0/8", host_pause=0.0)
    async with open_pages(settings) as (web, pages):
        yield Reach(web, pages, access_of(Source(name="x", url=HERE)))


async def document_of(source: Source, reach: Reach) -> FeedDocument:
    answer = await asked(source, reach)
    assert isinstance(answer, WebResponse), answer
    return await read_source(source, answer, reach, time.time())


def url(loc: str, lastmod: str = "", inner: str = "") -> str:
    changed = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    return f"<url><loc>{loc}</loc>{changed}{inner}</url>"


def news(title: str, date: str) -> str:
    return (
        "<news:news><news:publication><news:name>Wire</news:name><news:language>en</news:language>"
        f"</news:publication><news:publication_date>{date}</news:publication_date>"
        f"<news:title>{title}</news:title><news:keywords>Africa, Floods</news:keywords></news:news>"
    )


def sitemap(*urls: str, root: str = "urlset") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} '
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
        f'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">{"".join(urls)}</{root}>'
    )


def ago(**span: float) -> str:
    return (NOW - timedelta(**span)).isoformat()


def test_a_google_news_sitemap_gives_title_date_language_and_sections() -> None:
    picture = (
        "<image:image><image:loc>/a.jpg</image:loc><image:title>A goat</image:title></image:image>"
    )
    document = read_feed(
        sitemap(
            url(f"{HERE}dam?a=1&amp;b=2", "", picture + news("Dam &amp; mud", ago(hours=2)))
        ).encode(),
        None,
        f"{HERE}news.xml",
    )

    [item] = document.items
    assert item.address == f"{HERE}dam?a=1&b=2"
    assert item.title == "Dam & mud"
    assert item.published_at == NOW - timedelta(hours=2)
    assert item.sections == ("Africa", "Floods")
    assert document.language == "en"


@pytest.mark.parametrize("odd", ["<!-- by our tool -->", "<?tool x?>", "<image:loc>x</image:loc>"])
def test_what_is_not_a_part_of_a_sitemap_costs_nothing(odd: str) -> None:
    page = f"<url>{odd}<loc>{HERE}1</loc></url>"
    # whose prefixes are not explained, as on many sites
    found = read_feed(f"<urlset>{odd}{page}</urlset>".encode(), None, f"{HERE}sitemap.xml")
    index = f"<sitemapindex>{odd}<sitemap><loc>{HERE}a.xml</loc>{odd}</sitemap></sitemapindex>"

    assert [item.address for item in found.items] == [f"{HERE}1"]
    assert read_feed(index.encode(), None, f"{HERE}sitemap.xml").further


def test_a_news_sitemap_that_does_not_explain_its_prefix_is_one() -> None:
    told = "<news:news><news:title>Flood</news:title></news:news>"
    page = f"<urlset><url><loc>{HERE}1</loc>{told}</url></urlset>"

    assert read_feed(page.encode(), None, f"{HERE}sitemap.xml").items[0].title == "Flood"


async def test_of_a_sitemap_only_what_changed_in_the_last_days_is_an_item(
    server: WebServer, reach: Reach
) -> None:
    server.page(
        "/sitemap.xml",
        sitemap(
            url(f"{HERE}old", ago(days=900)),
            url(f"{HERE}undated"),
            url(f"{HERE}today", ago(hours=1)),
            url(f"{HERE}news", "", news("Flood", ago(days=1))),
            url(f"{HERE}old-news", "", news("Flood", ago(days=9))),
        ),
    )

    document = await document_of(Source(name="W", url=server.address("/sitemap.xml")), reach)

    assert {one.address for one in document.items} == {f"{HERE}today", f"{HERE}news"}
    dates = {one.address: one.published_at for one in document.items}
    assert dates[f"{HERE}today"] is None  # the page says itself when it came out


@pytest.mark.parametrize(
    ("entries", "read"),
    [
        ([("/a.xml", ago(days=400)), ("/b.xml", ago(hours=1))], {"/a.xml", "/b.xml"}),
        ([(f"/{n}.xml", ago(days=n)) for n in range(1, 9)], {f"/{n}.xml" for n in range(1, 6)}),
        ([("/1.xml", ""), ("/news-2.xml", ""), ("/3.xml", "")], {"/news-2.xml"}),
        ([("/1.xml", ""), ("/2.xml", ""), ("/3.xml", "")], {"/1.xml", "/3.xml"}),
    ],
    ids=["dated", "many", "named-news", "undated"],
)
async def test_of_an_index_the_newest_sitemaps_are_read(
    server: WebServer, reach: Reach, entries: list[tuple[str, str]], read: set[str]
) -> None:
    parts = [
        f"<sitemap><loc>{server.address(path)}</loc>"
        + (f"<lastmod>{changed}</lastmod>" if changed else "")
        + "</sitemap>"
        for path, changed in entries
    ]
    server.page("/index.xml", sitemap(*parts, root="sitemapindex"))
    for path, _ in entries:
        packed = gzip.compress(sitemap(url(f"{HERE}{path[1:]}", ago(hours=1))).encode())
        server.page(path, packed)

    document = await document_of(Source(name="W", url=server.address("/index.xml")), reach)

    assert {one.address for one in document.items} == {f"{HERE}{path[1:]}" for path in read}


async def test_a_sitemap_that_is_missing_costs_the_others_nothing(
    server: WebServer, reach: Reach
) -> None:
    parts = [
        f"<sitemap><loc>{server.address(path)}</loc><lastmod>{ago(hours=1)}</lastmod></sitemap>"
        for path in ("/gone.xml", "/page.xml", "/good.xml")
    ]
    server.page("/index.xml", sitemap(*parts, root="sitemapindex"))
    server.page("/page.xml", "<html><body>Hello</body></html>")
    server.page("/good.xml", sitemap(url(f"{HERE}1", ago(hours=1))))
    source = Source(name="W", url=server.address("/index.xml"))

    assert len((await document_of(source, reach)).items) == 1
    server.status("/good.xml", 500)
    with pytest.raises(NotAFeedError, match="no sitemap of the index can be read"):
        await document_of(source, reach)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "document",
    [
        '<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><urlset/>',
        "<urlset>" + "<url>" * 100_000,
        "<urlset>" + "<url><loc>https://a.example/" + "&" * 1_000_000,
        "<!--" * 200_000 + "<urlset>",
    ],
)
def test_a_hostile_sitemap_ends_as_no_feed_or_with_few_items(document: str) -> None:
    with contextlib.suppress(NotAFeedError):
        assert len(read_feed(document.encode(), None, HERE).items) <= 1


PAGE = """<html lang="en"><head><title>Ministry: press</title></head><body>
<div class="menu"><a href="/">Home</a></div>
<ul class="press">
 <li class="head">Latest</li>
 <li><time datetime="2026-11-30T09:00:00+03:00">today</time> <h3><a href="/p/1?utm_source=x">Dam
   breaks &amp; floods</a></h3> <p>At least 160 people were killed.</p></li>
 <li><i class="when">29 November 2026</i> <h3><a href="/p/2">Border <b>closed</b></a></h3></li>
</ul></body></html>"""


def listed(**how: str) -> FeedDocument:
    return read_listing(PAGE.encode(), None, f"{HERE}press/", Listing.model_validate(how))


def test_a_page_that_lists_stories_is_read_by_selectors() -> None:
    first, second = listed(item="ul.press li", link="h3 a", text="p", date="time, .when").items

    assert (first.address, first.title) == (f"{HERE}p/1", "Dam breaks & floods")
    assert first.text == "At least 160 people were killed."
    assert first.published_at == datetime(2026, 11, 30, 6, tzinfo=UTC)
    assert (second.address, second.title) == (f"{HERE}p/2", "Border closed")
    assert second.published_at == datetime(2026, 11, 29, tzinfo=UTC)


def test_links_alone_are_enough_of_a_listing() -> None:
    assert [one.title for one in listed(item="h3 a").items] == [
        "Dam breaks & floods",
        "Border closed",
    ]


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"item": ".stories li"}, "the page lists no story: no .stories li"),
        ({"item": "li", "link": "h2 a"}, "none of its 3 has a h2 a"),
    ],
)
def test_a_layout_that_changed_is_reported(how: dict[str, str], told: str) -> None:
    with pytest.raises(NotAFeedError, match=told):
        listed(**how)


async def test_a_page_that_is_not_a_feed_is_asked_for_if_robots_txt_allows_it(
    server: WebServer, reach: Reach
) -> None:
    server.page("/robots.txt", "User-agent: *\nDisallow: /press")
    server.page("/press", PAGE)
    source = Source(name="W", url=server.address("/press"), listing=Listing(item="li"))

    answer = await asked(source, reach, Validators())

    assert not isinstance(answer, WebResponse)
    assert server.asked("/press") == []


@pytest.mark.kafka
def test_stories_of_a_sitemap_and_of_a_listing_are_fed_with_the_text_of_their_pages(
    live: Settings, server: WebServer, tmp_path: Path
) -> None:
    for path in ("/1", "/2", "/3"):
        meta = f'<meta property="article:published_time" content="{ago(hours=3)}">'
        server.page(path, story(f"Reservists called up {path}", *SENTENCES, head=meta))
    server.page(
        "/news.xml",
        sitemap(
            url(server.address("/1"), "", news("Reservists called up", ago(hours=2))),
            url(server.address("/sport"), "", news("Cup final", ago(hours=2))),
            url(server.address("/2"), ago(hours=1)),
        ),
    )
    link = f'<ul><li><a href="{server.address("/3")}">Reservists called up today</a></li></ul>'
    server.page("/press", f"<html><body>{link}</body></html>")
    file = sources_file(
        tmp_path,
        {"name": "Map", "url": server.address("/news.xml"), "block": [{"words": ["cup final"]}]},
        {"name": "Press", "url": server.address("/press"), "listing": {"item": "li"}},
    )

    done = run(live, ["feed", "--once", "--sources", str(file)])
    again = run(live, ["feed", "--once", "--sources", str(file)])

    assert done.stdout.startswith("4 items: 3 fed, 0 revised, 0 duplicate, 0 refused, 1 blocked;")
    assert "0 fed" in again.stdout
    found = articles(live, 3)
    assert {one.text for one in found} == {"\n\n".join(SENTENCES)}
    dates = {str(one.url)[-2:]: one.published_at for one in found}
    assert dates == {
        "/1": NOW - timedelta(hours=2),
        "/2": NOW - timedelta(hours=3),
        "/3": NOW - timedelta(hours=3),
    }
    assert server.asked("/sport") == []
