"""A story stays one article while its address, headline or page changes, and only then."""

import pytest
from feeds.feeding import Feeding
from web_server import story

from tocsin.services.feeder.live.seen.store import ItemOutcome

pytestmark = pytest.mark.kafka

HOUR = 3_600.0
SENTENCES = (
    "At least 40 people were killed when a dam broke near Garissa on Sunday, officials said.",
    "The water took along two villages and a bridge, and cut the road to the coast for days.",
    "Rescuers with boats and a helicopter look for people who are missing, the governor said.",
)
OTHERS = {
    "wall": "To continue reading, please subscribe to The Gazette from one euro a month.",
    "front page": "Farmers bring in the last of the harvest while prices at the market fall.",
}
LATER = ("At least 160 people were killed when a dam broke near Garissa on Sunday.", *SENTENCES[1:])


async def test_a_page_that_changes_behind_its_item_is_a_revision(feeding: Feeding) -> None:
    feeding.feed("u1", "/1", "Dam breaks near Garissa")
    feeding.server.page("/1", story("Dam breaks near Garissa", *SENTENCES))
    assert await feeding.look() == [ItemOutcome.FED]
    feeding.server.page("/1", story("Dam breaks near Garissa", *LATER))

    assert await feeding.look(after=HOUR / 2) == []  # the feed says 304, and it is too early
    assert await feeding.look(after=HOUR / 2) == [ItemOutcome.REVISED]

    first, second = feeding.articles(2)
    assert first.id == second.id
    assert (first.text, second.text) == ("\n\n".join(SENTENCES), "\n\n".join(LATER))


async def test_a_page_is_looked_at_again_three_times_and_conditionally(feeding: Feeding) -> None:
    feeding.feed("u1", "/1", "Dam breaks near Garissa")
    feeding.server.page("/1", story("Dam breaks near Garissa", *SENTENCES))
    await feeding.look()

    outcomes = [await feeding.look(after=hours * HOUR) for hours in (1, 1, 3, 1, 15, 1, 30, 90)]

    asked = feeding.server.asked("/1")
    assert [one.headers.get("If-None-Match") is not None for one in asked] == [False] + [True] * 3
    duplicate = [ItemOutcome.DUPLICATE]
    assert outcomes == [duplicate, [], duplicate, [], duplicate, [], [], []]
    whole = [one for one in feeding.server.asked("/feed") if "If-None-Match" not in one.headers]
    assert len(whole) == 4  # to have the item, its feed is asked for as a whole
    assert len(feeding.articles(1)) == 1


@pytest.mark.parametrize("trouble", [*OTHERS, "gone"])
async def test_a_page_that_is_later_a_wall_or_gone_takes_nothing_back(
    feeding: Feeding, trouble: str
) -> None:
    feeding.feed("u1", "/1", "Dam breaks near Garissa")
    feeding.server.page("/1", story("Dam breaks near Garissa", *SENTENCES))
    await feeding.look()
    if trouble == "gone":
        feeding.server.status("/1", 410)
    else:
        feeding.server.page("/1", story("One moment", *[OTHERS[trouble]] * 4))

    assert await feeding.look(after=HOUR) == [ItemOutcome.DUPLICATE]
    assert len(feeding.articles(1)) == 1


async def test_an_item_that_left_its_feed_is_waited_for_no_more(feeding: Feeding) -> None:
    feeding.feed("u1", "/1", "Dam breaks near Garissa")
    feeding.server.page("/1", story("Dam breaks near Garissa", *SENTENCES))
    await feeding.look()
    feeding.feed("u2", "/2", "Election in Kenya", "Kenya votes on Tuesday.")
    await feeding.look()
    for _ in range(3):
        await feeding.look(after=100 * HOUR)

    conditional = ["If-None-Match" in one.headers for one in feeding.server.asked("/feed")]
    assert conditional == [False, True, False, True, True]


@pytest.mark.parametrize(
    ("title", "text"),
    [("Dam breaks near Garissa", ""), ("160 dead as dam breaks", "A dam broke near Garissa.")],
)
async def test_a_guid_that_stays_while_its_link_changes_is_the_same_story(
    feeding: Feeding, title: str, text: str
) -> None:
    feeding.feed("u1", "/old", "Dam breaks near Garissa", text)
    feeding.server.page("/old", story("Dam breaks near Garissa", *SENTENCES))
    assert await feeding.look() == [ItemOutcome.FED]
    moved = text or "A dam broke near Garissa, and water took along two villages and a bridge."
    feeding.feed("u1", "/new", title, moved)
    feeding.server.page("/new", story("Dam breaks near Garissa", *LATER))

    assert await feeding.look() == [ItemOutcome.REVISED]

    first, second = feeding.articles(2)
    assert first.id == second.id
    assert str(second.url).endswith("/new")
    # who names the new address later tells the same story
    feeding.feed("x9", "/new", "Dam breaks", name="/other")
    assert await feeding.look("/other") == [ItemOutcome.DUPLICATE]


async def test_a_guid_that_is_only_a_place_in_a_list_is_no_evidence(feeding: Feeding) -> None:
    feeding.feed("1", "/a", "Dam breaks near Garissa", "A dam broke near Garissa on Sunday.")
    feeding.server.page("/a", story("Dam breaks near Garissa", *SENTENCES))
    await feeding.look()
    vote = "Some 20 million Kenyans may vote on Tuesday."
    feeding.feed("1", "/b", "Kenya votes on Tuesday", vote)
    feeding.server.page("/b", story("Kenya votes", *[vote] * 6))

    assert await feeding.look() == [ItemOutcome.FED]

    assert len({one.id for one in feeding.articles(2)}) == 2


async def test_a_page_that_comes_late_and_calls_itself_otherwise_is_a_revision(
    feeding: Feeding,
) -> None:
    feeding.feed("u1", "/1?x=1", "Dam breaks near Garissa", "A dam broke near Garissa.")
    feeding.server.status("/1", 503)
    assert await feeding.look() == [ItemOutcome.FED]
    canonical = f'<link rel="canonical" href="{feeding.server.address("/story/1")}">'
    feeding.server.page("/1", story("Dam breaks near Garissa", *SENTENCES, head=canonical))

    assert await feeding.look() == [ItemOutcome.REVISED]
    assert len({one.id for one in feeding.articles(2)}) == 1
