"""A page's text is its item's story: no wall before it, and no other story beside it."""

import pytest

from tocsin.services.feeder.live.pages.page import read_page
from tocsin.services.feeder.live.pages.stories import tells_story

HERE = "https://gazette.example/hall"
OTHER = "More than 1,200 soldiers cross border from Sudan into Chad"
STORY = (
    (
        "The ministry of culture opened the restored town hall of Lindow on Monday after four years "
        "of work, and two hundred guests came to see the new stair."
    ),
    (
        "The architect said that the roof had been the hardest part, because its beams date from "
        "1712 and no two of them have the same length."
    ),
    "The town will use the hall for weddings and for a small library, the mayor told reporters.",
)
FIRST, *REST = (f"<p>{one}</p>" for one in STORY)
PARAGRAPHS = "".join((FIRST, *REST))
H1 = "<h1>Town hall reopens</h1>"
WORDS = "Readers write to us about the weather, their gardens and the trains that come too late."
ELSEWHERE = f"<p>{OTHER} on Monday, the army of Chad said in a statement.</p>"


def article(inner: str) -> str:
    return f"<main><article>{inner}</article></main>"


def text_of(body: str) -> str:
    page = f'<!doctype html><html lang="en"><head><title>Town hall reopens - The Gazette</title></head><body>{body}</body></html>'
    return read_page(page.encode(), None, HERE).text


@pytest.mark.parametrize(
    "body",
    [
        article(H1 + FIRST + f'<p><strong>Read more:</strong> <a href="/x">{OTHER}</a></p>' + "".join(REST)),
        article(H1 + FIRST + f'<p><a href="/x">{OTHER}</a></p>' + "".join(REST)),
        article(H1 + FIRST + f'<p>Lea también: <a href="/x">{OTHER}</a></p>' + "".join(REST)),
        article(H1 + FIRST + f'<p><b>A lire aussi :</b> <a href="/x">{OTHER}</a></p>' + "".join(REST)),
        article(H1 + FIRST + f'<div class="teaser"><a href="/x">{OTHER}</a><p>{OTHER}.</p></div>' + "".join(REST)),
        article(H1 + PARAGRAPHS + f'<article><h2><a href="/x">{OTHER}</a></h2>{ELSEWHERE}</article>'),
        article(H1 + PARAGRAPHS + f"<article><h2>{OTHER}</h2>{ELSEWHERE}</article>"),
        article(H1 + FIRST + f'<a href="/x">{OTHER}</a>' + "".join(REST)),
        article(H1 + FIRST + f'<h3><a href="/x">{OTHER}</a></h3>' + "".join(REST)),
        article(H1 + PARAGRAPHS + f'<ul><li><a href="/x">{OTHER}</a></li></ul>'),
        article(H1 + FIRST + f'<div class="related-stories"><p>{OTHER}</p></div>' + "".join(REST)),
        article(H1 + FIRST + f"<aside><p>{OTHER}</p></aside>" + "".join(REST)),
        article(H1 + FIRST + f'<figure class="promo"><a href="/x">{OTHER}</a></figure>' + "".join(REST)),
        article(H1 + PARAGRAPHS + f'<section id="comments"><p>{OTHER}!!</p></section>'),
        article(H1 + PARAGRAPHS + f"<details><summary>Comments (2)</summary><p>{OTHER}</p></details>"),
        article(H1 + PARAGRAPHS + f'<div class="newsletter-signup"><p>{OTHER}</p></div>'),
        f'<div class="breaking-ticker"><span>BREAKING: {OTHER}</span></div>' + article(H1 + PARAGRAPHS),
        f"<div><span>BREAKING: {OTHER}</span></div>" + article(H1 + PARAGRAPHS),
        f"<header><p>{OTHER}</p></header>" + article(H1 + PARAGRAPHS),
        article(H1 + PARAGRAPHS) + f"<article><h2>{OTHER}</h2>{ELSEWHERE}</article>",
        f"<article>{H1}{PARAGRAPHS}</article><article><h1>{OTHER}</h1>{ELSEWHERE}</article>",
        f"<div>{H1}{PARAGRAPHS}<h1>{OTHER}</h1>{ELSEWHERE}</div>",
        f"<div>{H1}{PARAGRAPHS}</div><div class='next-article'><h2>{OTHER}</h2>{ELSEWHERE}</div>",
        f"<div>{H1}{PARAGRAPHS}</div><div class='most-read'><ol><li>{OTHER}</li></ol></div>",
    ],
)  # fmt: skip
def test_another_story_on_the_page_is_not_in_the_text(body: str) -> None:
    text = text_of(body)

    assert "soldiers" not in text
    for paragraph in STORY:
        assert paragraph in text


@pytest.mark.parametrize(
    "body",
    [
        f"<header><h1>The Gazette</h1></header>{article('<h2>Town hall reopens</h2>' + PARAGRAPHS)}",
        f"<h1>The Gazette</h1>{article(H1 + PARAGRAPHS)}",
        f'<article class="has-comments related">{H1}{PARAGRAPHS}</article>',
        f'<div class="subscriber-content share">{H1}{PARAGRAPHS}</div>',
        article(H1 + PARAGRAPHS.replace("ministry of culture", '<a href="/m">ministry of culture</a>')),
        article(H1 + PARAGRAPHS.replace(STORY[2], f'<a href="/m">{STORY[2][:40]}</a>{STORY[2][40:]}')),
        f"<form id='page'>{article(H1 + PARAGRAPHS)}</form>",
        f"<form id='page'><div>{'<br>'.join(STORY)}</div></form><p>{STORY[0]}</p>",
        article(H1 + FIRST.replace("<p>", '<p class="article-teaser">') + "".join(REST)),
        article(H1 + f'<div class="teaser-text">{FIRST}</div>' + "".join(REST)),
        article(f"{H1}{FIRST}{REST[0]}<h1>What the ministry of culture plans</h1>{REST[1]}"),
        article(f"{H1}{FIRST}{REST[0]}<article class='part'><h2>The stair of the restored hall</h2>{REST[1]}</article>"),
        f"<h1>The Gazette</h1><div><h1>Town hall reopens</h1>{PARAGRAPHS}</div>" + f"<div><p>{WORDS}</p></div>" * 6,
        f"<article><h2>{OTHER}</h2></article><article><h2>Town hall reopens</h2>{PARAGRAPHS}</article>" + f"<p>{WORDS}</p>" * 6,
        f"<div>{PARAGRAPHS}</div>",
    ],
)  # fmt: skip
def test_a_story_stays_whole_whatever_is_around_it(body: str) -> None:
    text = text_of(body)

    for paragraph in STORY:
        assert paragraph in text


TITLE = "Thousands of soldiers cross into Chad"
SENTENCE = "Some 4,000 soldiers crossed from Sudan into Chad on Sunday, the army of Chad said."
WALLS = {
    "consent": "We and our 812 partners keep information on your device and process personal data "
    "for advertising, and you may agree to this or look at the choices that you have about it.",
    "cookies": "This site uses cookies to make it work and to show advertising that fits you. You "
    "can accept all cookies or choose which of them are stored on your device by our site.",
    "paywall": "To continue reading, please subscribe to The Gazette from one euro a month. "
    "Already a subscriber? Log in with the address that you gave when you subscribed to us.",
    "plan": "To continue reading this article, start a free trial of The Gazette today. You can end "
    "it at any time in your settings, and no card is needed for the first thirty days with us.",
    "meter": "You have no free articles left this month. Support our journalism and unlock this "
    "story and all others on every device for less than the price of a coffee each week.",
    "bot": "Checking your browser before you go on. Please verify that you are human by solving "
    "the puzzle below; this takes a few seconds only and keeps automated visitors away from us.",
    "denied": "Access denied. You do not have permission to see this on our server, because of "
    "unusual traffic from your network. If you think that this is wrong, write to our desk.",
    "gone": "The page you requested could not be found. It may have moved, or its address was "
    "typed wrongly; try the search above, or begin with the front page of our site instead.",
    "removed": "Sorry: this article is no longer available here. Our archive keeps everything from "
    "the last thirty days, and readers with an account can ask the library for older issues.",
    "region": "This content is not available in your region. We are working on making our stories "
    "available to readers everywhere and thank you for your patience until we have done so.",
}  # fmt: skip


@pytest.mark.parametrize("kind", WALLS)
@pytest.mark.parametrize("headline", ["One moment", TITLE])
def test_a_wall_tells_no_story_even_under_the_storys_headline(kind: str, headline: str) -> None:
    text = text_of(f"<main><h1>{headline}</h1>" + f"<p>{WALLS[kind]}</p>" * 3 + "</main>")

    assert not tells_story(text, TITLE, SENTENCE)


@pytest.mark.parametrize("kind", WALLS)
def test_behind_its_beginning_a_wall_costs_the_story_nothing(kind: str) -> None:
    text = text_of(article(f"<h1>{TITLE}</h1><p>{SENTENCE}</p>{PARAGRAPHS}<p>{WALLS[kind]}</p>"))

    assert tells_story(text, TITLE, SENTENCE)
    assert SENTENCE in text
    assert WALLS[kind] not in text


def test_the_page_of_another_story_is_not_taken() -> None:
    assert not tells_story(text_of(article(H1 + PARAGRAPHS)), TITLE, SENTENCE)


def test_a_page_that_tells_it_in_other_words_is_taken() -> None:
    told = "About 4,000 Sudanese soldiers have entered Chad, the Chadian army said late on Sunday."
    assert tells_story(told, TITLE, SENTENCE)


def test_a_story_about_cookies_and_subscribers_is_a_story() -> None:
    told = (
        "The court fined the company 40 million euros on Monday because its site stored cookies "
        "before readers could refuse. The judges said that many thousand people had been misled "
        "over two years, and that the company knew of it since an audit by the ministry. "
    )
    page = article(f"<h1>Fine for cookies</h1><p>{told * 3}</p><p>{told}</p>")
    assert told.strip() in text_of(page)
