"""Whatever its feed's keys and pages are, each item is fed, with what it says itself."""

import pytest
from feeds.feeding import Feeding
from web_server import rss, story

from tocsin.services.feeder.live.seen.store import ItemOutcome
from tocsin.services.feeder.live.web.answers import Trouble

pytestmark = pytest.mark.kafka

DAM = "At least 160 people were killed when a dam broke near Garissa in Kenya on Sunday."
BORDER = "Some 4,000 soldiers crossed from Sudan into Chad on Sunday, the army of Chad said."
CALL = "The president of Poland called up 20,000 reservists on Sunday, his office said."
TEXTS = (DAM, BORDER, CALL)
OVERVIEW = story(
    "Alerts", *["All alerts of our desk are listed on this page, the newest first."] * 6
)


def item(title: str, guid: str, link: str, text: str) -> str:
    return (
        f"<item><title>{title}</title><guid isPermaLink='false'>{guid}</guid><link>{link}</link>"
        f"<description>{text}</description><pubDate>Wed, 01 May 2024 09:00:00 GMT</pubDate></item>"
    )


@pytest.mark.parametrize("guid", ["N/A", "https://wire.example/"])
async def test_items_that_share_a_guid_are_an_article_each(feeding: Feeding, guid: str) -> None:
    links = [feeding.server.address(f"/{number}") for number in range(3)]
    for number, text in enumerate(TEXTS):
        feeding.server.page(f"/{number}", story(f"T{number}", *[text] * 4))
    items = [item(f"T{at}", guid, links[at], text) for at, text in enumerate(TEXTS)]
    feeding.server.page("/feed", rss(*items))

    assert await feeding.look() == [ItemOutcome.FED] * 3
    assert await feeding.look(after=4_000) == [ItemOutcome.DUPLICATE] * 3
    assert {str(one.url) for one in feeding.articles(3)} == set(links)


@pytest.mark.parametrize("second", ["/alerts", "/alerts#2", "/alerts?utm_source=rss"])
async def test_items_that_share_an_address_are_fed_with_their_own_texts(
    feeding: Feeding, second: str
) -> None:
    feeding.server.page("/alerts", OVERVIEW)
    first = item("Dam", "u1", feeding.server.address("/alerts"), DAM)
    other = item("Border", "u2", feeding.server.address(second), BORDER)
    feeding.server.page("/feed", rss(first, other))

    assert await feeding.look() == [ItemOutcome.FED] * 2

    articles = feeding.articles(2)
    assert {one.text for one in articles} == {DAM, BORDER}
    assert len({one.id for one in articles}) == 2
    assert feeding.server.asked("/alerts") == []


WALLS = {
    "consent": "We and our 812 partners keep information on your device and process personal data "
    "for advertising, and you may agree to this or look at the choices that you have.",
    "paywall": "To continue reading, please subscribe to The Gazette from one euro a month.",
    "bot check": "Checking your browser before you go on. Please verify that you are human.",
    "missing page": "The page you requested could not be found. It may have moved.",
    "front page": "Farmers bring in the last of the harvest while prices at the market fall.",
}


@pytest.mark.parametrize("wall", WALLS)
async def test_a_wall_before_its_page_leaves_an_item_what_its_feed_says(
    feeding: Feeding, wall: str
) -> None:
    feeding.server.page("/1", story("One moment", *[WALLS[wall]] * 4))
    told = item("Soldiers cross into Chad", "u1", feeding.server.address("/1"), BORDER)
    feeding.server.page("/feed", rss(told))

    assert await feeding.look() == [ItemOutcome.FED]

    [article] = feeding.articles(1)
    assert article.text == BORDER
    assert feeding.troubles("/feed", Trouble.NO_STORY) == 1
