"""One story has one address, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.services.feeder.live.address import article_id, belongs_to, canonical_address


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("HTTP://News.Example:80/a", "http://news.example/a"),
        ("https://news.example:443", "https://news.example/"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://news.example/a#comments", "https://news.example/a"),
        ("https://news.example/a?utm_source=rss&id=7&fbclid=x", "https://news.example/a?id=7"),
        ("https://news.example/a?at_medium=RSS&at_campaign=rss", "https://news.example/a"),
        ("https://news.example/a?b=1&a=%20", "https://news.example/a?b=1&a=%20"),
        ("https://news.example/%7Euser/a b", "https://news.example/~user/a%20b"),
        ("https://news.example/%27a%27_%2f_%e4%bd", "https://news.example/%27a%27_%2F_%E4%BD"),
        ("https://news.example/'a'_100%", "https://news.example/'a'_100%25"),
        ("https://news.example/a/../b/./c", "https://news.example/b/c"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("//cdn.example/a", "https://cdn.example/a"),
        ("https://news.example/? #", "https://news.example/"),
        ("https://news.example/a?q=x y#z", "https://news.example/a?q=x%20y"),
        ("https://news.example/a?q=é&b", "https://news.example/a?q=%C3%A9&b"),
        ("next", "https://base.example/dir/next"),
        ("http://[2001:DB8::1]/a", "http://[2001:db8::1]/a"),
    ],
)
def test_what_means_the_same_is_written_the_same(raw: str, canonical: str) -> None:
    assert canonical_address(raw, "https://base.example/dir/feed.xml") == canonical


@pytest.mark.parametrize(
    "raw",
    [
        "ftp://a/",
        "javascript:alert(1)",
        "http://",
        "http://u:p@a/",
        "http://a:99999/",
        "http://[a/",
        "https://news.example/\ud800",
    ],
)
def test_what_is_not_a_web_address_is_none(raw: str) -> None:
    assert canonical_address(raw) is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_canonical_address_stays_as_it_is(path: str, query: str) -> None:
    once = canonical_address(f"https://news.example/{path}?{query}")
    assert once is None or canonical_address(once) == once


@given(st.text(max_size=2_000))
def test_an_identity_fits_the_contract(path: str) -> None:
    address = canonical_address(f"https://news.example/{path}")
    assert address is None or 0 < len(article_id(address)) <= 500


def test_with_and_without_tls_is_one_story() -> None:
    assert article_id("http://news.example/a") == article_id("https://news.example/a")


def test_a_page_speaks_for_its_own_site_only() -> None:
    assert belongs_to("https://www.news.example/a", "https://news.example/b")
    assert belongs_to("https://edition.news.example/a", "https://news.example/b")
    assert not belongs_to("https://other.example/a", "https://news.example/b")
    assert not belongs_to("https://evilnews.example/a", "https://news.example/b")
