"""What a page gives, also one that was made to hold up its reader."""

import pytest

from tocsin.services.feeder.live.pages.depth import is_too_deep
from tocsin.services.feeder.live.pages.named_feeds import named_feeds
from tocsin.services.feeder.live.pages.page import read_page, text_of_html

DEEP = 200_000
"""So deep that reading it would take an hour: the time grows with the square."""
HERE = "https://wire.example/1"


@pytest.mark.parametrize(
    "tag",
    [
        "div",
        "b",
        "section class=x",
        "ul><li",
        "div/",
        "x-y /",
        "div></x",
        "script></script><div",
        "!----><div",
        "!--><div",
        "script",
        "!-- ><style><i",
    ],
)
def test_a_page_nested_without_end_gives_no_text_and_takes_no_time(tag: str) -> None:
    page = read_page(f"<title>Flood</title>{f'<{tag}>' * DEEP}Rain".encode(), None, HERE)

    assert page.text == ""
    assert page.facts.title == "Flood"
    assert text_of_html(f"<{tag}>" * DEEP + "Rain") == ""


@pytest.mark.parametrize(
    "html",
    [
        "<p>Rain fell.</p>" * 2_000,
        "<p>Rain fell." * 2_000,
        "<ul>" + "<li>Rain" * 2_000 + "</ul>",
        "<table>" + "<tr><td>Rain" * 2_000 + "</table>",
        "<br>" * 2_000 + "<img src=x>" * 2_000 + "<g/>" * 2_000,
        "<div>" * 100 + "Rain" + "</div>" * 100,
        "</div>" * 2_000,
        "<script>" + "t += '<div>';" * 2_000 + "</script>",
        "<STYLE media='x'>/* " + "<b>" * 2_000 + "*/</Style >",
        "<script src='x'></script>" * 2_000 + "<!-- " + "<div>" * 2_000 + "-->",
        "<script>a('<span>')</script><div>Rain</div>" * 2_000,
    ],
)
def test_a_long_page_is_not_a_deep_one(html: str) -> None:
    assert not is_too_deep(html)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("tag", ["meta name=a content=b", "link rel=x", "script", "time"])
def test_what_a_page_says_of_itself_is_found_in_no_time_however_much_it_says(tag: str) -> None:
    page = f"<title>Flood</title>{f'<{tag}></script>' * 5_000}<p>Rain".encode()

    assert read_page(page, None, HERE).facts.title == "Flood"
    assert named_feeds(page, None, HERE) == []


def test_of_a_page_without_end_the_first_part_is_read() -> None:
    page = read_page(b"<article>" + b"<p>Rain fell in the lower town.</p>" * 200_000, None, HERE)
    assert 100_000 < len(page.text) < 2_000_000


def test_half_a_character_in_linked_data_costs_nothing_else() -> None:
    told = r'{"headline": "Flood \ud83d in Goma", "datePublished": "2026-03-09"}'
    page = f'<script type="application/ld+json">{told}</script><p>Rain fell.'.encode()

    facts = read_page(page, None, HERE).facts

    assert facts.title == "Flood \N{REPLACEMENT CHARACTER} in Goma"
    assert facts.published_at is not None
