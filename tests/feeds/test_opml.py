"""Sources come from any feed reader, and go to any."""

from pathlib import Path

import pytest
from tocsin_command import run
from web_server import rss, rss_item, story, web_server

from services.feeder.live.opml import NotOpmlError, read_opml, write_opml
from services.feeder.live.source import Source
from services.feeder.live.source_files import read_sources_file, write_sources
from services.settings import SEEDS, Settings

OPML = b"""<?xml version="1.0"?><opml version="1.0"><body><outline text="World">
<outline text="Wire" xmlUrl="http://wire.example/rss" htmlUrl="http://wire.example/"/>
<outline text="Wire" type="rss" xmlurl="http://other.example/rss" language="en"/>
<outline text="Again" xmlUrl="HTTP://wire.example/rss#top"/>
<outline text="Bad" xmlUrl="ftp://wire.example/rss"/></outline></body></opml>"""


def test_feeds_in_folders_are_found_once_with_names_that_differ() -> None:
    sources, unusable = read_opml(OPML)

    assert [(one.name, one.url) for one in sources] == [
        ("Wire", "http://wire.example/rss"),
        ("Wire (other.example)", "http://other.example/rss"),
    ]
    assert unusable == ["line 5: ftp://wire.example/rss is no http or https address"]


OUTLINE = (
    '<outline type="rss" {}text="News &amp; Views" xmlUrl="https://wire.example/rss?a=1&amp;b=2"/>'
)


@pytest.mark.parametrize(
    "outline",
    [
        OUTLINE.replace("&amp;", "&"),
        OUTLINE.replace("&amp;", "&#38;"),
        OUTLINE.format('description="All &nbsp; that &lsquo;counts&rsquo;" '),
        OUTLINE.format('description="The "best" of all news" '),
        OUTLINE.format("checked "),
        OUTLINE.format("") + "<br>",
        OUTLINE.format("\x07 "),
    ],
    ids=["ampersand", "number", "entities", "quotes", "bare-attribute", "unclosed", "control"],
)
def test_a_fault_in_one_place_of_an_opml_costs_no_feed(outline: str) -> None:
    other = '<outline text="B" xmlUrl="https://b.example/rss"/>'
    document = (
        f'<?xml version="1.0"?><opml version="2.0"><body>{outline.format("")}{other}</body></opml>'
    )

    sources, _ = read_opml(document.encode())

    assert [(one.name, one.url) for one in sources] == [
        ("News & Views", "https://wire.example/rss?a=1&b=2"),
        ("B", "https://b.example/rss"),
    ]


def test_a_fault_in_an_opml_is_told_with_its_line() -> None:
    _, told = read_opml(
        b'<opml><body>\n<outline text="R&D" xmlUrl="https://a.example/"/></body></opml>'
    )
    assert [one.split(":")[0] for one in told] == ["line 2"]


def test_the_starter_list_goes_out_and_comes_back(tmp_path: Path) -> None:
    sources = read_sources_file(SEEDS / "sources.yaml")

    back, unusable = read_opml(write_opml(sources))
    file = tmp_path / "sources.yaml"
    file.write_text(write_sources(back))

    assert len(sources) == 30
    assert not unusable
    told = [(one.name, one.url) for one in read_sources_file(file)]
    assert told == [(one.name, one.url) for one in sources]


@pytest.mark.parametrize("document", [b"", b"<html/>", b"no xml", b"<opml>"])
def test_what_is_no_opml_is_told(document: bytes) -> None:
    with pytest.raises(NotOpmlError):
        read_opml(document)


def test_entities_in_opml_are_left_alone() -> None:
    bomb = b'<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/hostname">]><opml><body/>&x;</opml>'
    assert read_opml(bomb) == ([], [])


def test_a_check_says_what_each_source_gave(tmp_path: Path) -> None:
    words = ["The river rose by two metres over night, and the lower town is under water."] * 5
    with web_server() as server:
        link = server.address("/story")
        server.page("/good", rss(rss_item(link, "Flood", "Short")))
        server.page("/story", story("Flood", *words))
        server.status("/gone", 410)
        server.page(
            "/site", '<link rel="alternate" type="application/rss+xml" href="/good"><p>Hello</p>'
        )
        server.status("/old", 301, Location="/good")
        file = tmp_path / "sources.yaml"
        good = Source(name="Good", url=server.address("/good"))
        gone = Source(name="Gone", url=server.address("/gone"))
        site = Source(name="Site", url=server.address("/site"))
        moved = Source(name="Moved", url=server.address("/old"))
        file.write_text(write_sources([good, gone, site, moved]))
        settings = Settings.load(allowed_networks="127.0.0.0/8", host_pause=0.0)

        done = run(settings, ["sources", "check", str(file)])
        refused = run(Settings.load(host_pause=0.0), ["sources", "check", str(file)])

    assert done.returncode == 1
    assert "4 sources, 2 with trouble" in done.stdout
    assert "2024-05-01 10:00" in done.stdout
    assert "status 410" in done.stdout
    assert f"the page names: {server.address('/good')}" in done.stdout
    assert f"it is now at {server.address('/good')}" in done.stdout
    assert done.stderr == ""
    assert "4 sources, 4 with trouble" in refused.stdout
    assert "lies inside; TOCSIN_ALLOWED_NETWORKS can allow it" in refused.stdout
