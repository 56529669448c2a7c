"""Sources come from any feed reader, and go to any."""

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from tocsin_command import run
from web_server import rss, rss_item, story, web_server

from tocsin.services.feeder.live.address import canonical_address
from tocsin.services.feeder.live.sources.files import read_sources_file, write_sources
from tocsin.services.feeder.live.sources.opml import NotOpmlError, read_opml, write_opml
from tocsin.services.feeder.live.sources.source import Source, TextFrom
from tocsin.services.settings import SEEDS, Settings

OPML = b"""<?xml version="1.0"?><opml version="1.0"><body><outline text="World">
<outline text="Wire" xmlUrl="http://wire.example/rss" htmlUrl="http://wire.example/"/>
<outline text="Wire" type="rss" xmlurl="http://other.example/rss" language="en"/>
<outline text="Again" xmlUrl="HTTP://wire.example/rss#top"/>
<outline text="Bad" xmlUrl="ftp://wire.example/rss"/></outline></body></opml>"""


def test_feeds_in_folders_are_found_once_with_names_that_differ() -> None:
    sources, unusable = read_opml(OPML)

    assert [(one.name, one.url, one.folder, one.site, one.language) for one in sources] == [
        ("Wire", "http://wire.example/rss", "World", "http://wire.example/", None),
        ("Wire (other.example)", "http://other.example/rss", "World", None, "en"),
    ]
    assert unusable == ["line 5: ftp://wire.example/rss is not an http or https address"]


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


def test_a_fault_in_an_opml_is_reported_with_its_line() -> None:
    _, told = read_opml(
        b'<opml><body>\n<outline text="R&D" xmlUrl="https://a.example/"/></body></opml>'
    )
    assert [one.split(":")[0] for one in told] == ["line 2"]


def test_the_starter_list_goes_out_and_comes_back(tmp_path: Path) -> None:
    sources = read_sources_file(SEEDS / "sources.yaml")

    back, unusable = read_opml(write_opml(sources))
    file = tmp_path / "sources.yaml"
    file.write_text(write_sources(back))

    assert len(sources) >= 120
    assert not unusable
    assert read_sources_file(file) == sources


REGIONS = {
    "World", "Disasters", "Africa", "Middle East", "Asia", "Europe", "Americas", "Pacific"
}  # fmt: skip
OTHERS = "Other languages"


def test_the_starter_list_has_every_region_and_each_source_its_form() -> None:
    sources = read_sources_file(SEEDS / "sources.yaml")

    assert min(Counter(one.folder for one in sources).values()) >= 9
    assert {one.folder for one in sources} == {*REGIONS, OTHERS}
    others = {one.language for one in sources if one.folder == OTHERS}
    assert others == {"ar", "de", "es", "fr", "id", "pt", "ru", "sw", "tr", "uk"}
    assert len({one.country for one in sources}) >= 60
    for one in sources:
        assert one.language == "en" or one.folder == OTHERS, one.name
        assert canonical_address(one.url) is not None, one.url
        assert "#" not in one.url
        assert (
            one.country
            or one.folder in {"World", "Disasters", OTHERS}
            or "UN News" in one.name
            or (one.name == "AllAfrica")
        )
        assert not one.headers
        assert not one.proxy


@pytest.mark.parametrize("document", [b"", b"<html/>", b"no xml", b"<opml>"])
def test_what_is_not_opml_is_reported(document: bytes) -> None:
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
    assert "4 sources, 2 with problems" in done.stdout
    assert "2024-05-01 10:00" in done.stdout
    assert "status 410" in done.stdout
    assert f"the page names: {server.address('/good')}" in done.stdout
    assert f"it is now at {server.address('/good')}" in done.stdout
    assert done.stderr == ""
    assert "4 sources, 4 with problems" in refused.stdout
    assert "is a private address; TOCSIN_ALLOWED_NETWORKS can allow it" in refused.stdout


WHOLE = Source.model_validate(
    {
        "name": "Border Wire: “News” & <Views>\x07",
        "url": "https://wire.example/rss?a=1&b=2",
        "text": "feed",
        "every": "90m",
        "language": "en-GB",
        "country": "KEN",
        "folder": "Africa/East",
        "site": "https://wire.example/",
        "description": "First line\nsecond",
        "listing": {"item": "li > a[href^='/']", "date": ".when"},
        "keep": [{"words": ["Sahel"], "section": "World"}],
        "block": [{"address": "*/sport/*"}, {"author": "Robot"}],
        "headers": {"X-Api-Key": {"env": "WIRE_KEY"}, "Accept-Language": "en"},
        "cookies": {"session": {"file": "/run/secrets/wire"}},
        "user": "reader",
        "password": {"env": "WIRE_PASSWORD"},
        "hosts": ["www.wire.example"],
        "proxy": "http://proxy.example:3128",
    }
)


def test_nothing_of_a_source_is_lost_on_the_way_out_and_back(tmp_path: Path) -> None:
    others = [
        Source(name="A", url="https://a.example/", folder="Africa"),
        Source(name="B", url="https://b.example/"),
        Source(name="C", url="https://c.example/", folder="Africa/East"),
    ]
    written = write_opml([*others, WHOLE])

    back, unusable = read_opml(written, trusted=True)
    file = tmp_path / "sources.yaml"
    file.write_text(write_sources(back))

    assert not unusable
    wanted = sorted([*others, WHOLE], key=lambda one: one.name)
    assert sorted(back, key=lambda one: one.name) == wanted
    assert sorted(read_sources_file(file), key=lambda one: one.name) == wanted


def test_other_feed_readers_find_the_usual_attributes_and_folders() -> None:
    root = ET.fromstring(write_opml([WHOLE]))  # noqa: S314 - our own

    east = root.find("body/outline[@text='Africa']/outline[@text='East']")
    assert east is not None
    feed = east[0].attrib
    assert feed["xmlUrl"] == WHOLE.url
    assert feed["htmlUrl"] == WHOLE.site
    assert feed["text"] == feed["title"] == "Border Wire: “News” & <Views>"
    assert feed["language"] == "en-GB"


def test_how_a_source_is_asked_is_taken_from_nobodys_list_unless_it_is_trusted() -> None:
    evil = Source.model_validate(
        {
            "name": "Evil",
            "url": "https://evil.example/rss",
            "headers": {"X-Loot": {"file": "/etc/passwd"}},
            "proxy": {"env": "HOME"},
            "text": "feed",
        }
    )

    [source], told = read_opml(write_opml([evil]))

    assert source == Source(name="Evil", url="https://evil.example/rss", text=TextFrom.FEED)
    assert len(told) == 1
    assert "--trust" in told[0]


def test_what_another_reader_changed_counts_before_what_we_wrote() -> None:
    written = write_opml([WHOLE])
    renamed = written.replace(b'text="Border Wire', b'text="My Wire')
    moved = written.replace(b'xmlUrl="https://wire', b'xmlUrl="https://new')

    [source], _ = read_opml(renamed, trusted=True)
    assert source.name.startswith("My Wire")
    assert source.keep == WHOLE.keep
    [source], _ = read_opml(moved, trusted=True)
    assert source.url == "https://new.example/rss?a=1&b=2"
    assert source.headers == {}


def test_a_part_of_a_foreign_outline_that_cannot_be_used_costs_no_other() -> None:
    [source], _ = read_opml(
        b'<opml><body><outline text="A" xmlUrl="https://a.example/rss" language="unknown!" '
        b'htmlUrl="a.example" description="News"/></body></opml>'
    )
    assert (source.language, source.site, source.description) == (None, None, "News")


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (["--folder", "Africa"], ["A", "C"]),
        (["--folder", "Africa/East"], ["C"]),
        (["--country", "ken", "--country", "TCD"], ["A", "C"]),
        (["--language", "fr"], ["C"]),
        (["--folder", "Africa", "--language", "en"], ["A"]),
        (["--folder", "Afri"], []),
    ],
)
def test_a_part_of_a_list_is_selected(tmp_path: Path, options: list[str], names: list[str]) -> None:
    file = tmp_path / "sources.yaml"
    file.write_text(
        write_sources(
            [
                Source(
                    name="A",
                    url="https://a.example/",
                    folder="Africa",
                    country="KEN",
                    language="en",
                ),
                Source(name="B", url="https://b.example/", folder="Asia", language="en-IN"),
                Source(
                    name="C",
                    url="https://c.example/",
                    folder="Africa/East",
                    country="TCD",
                    language="fr",
                ),
            ]
        )
    )

    done = run(Settings.load(), ["sources", "select", str(file), *options])

    assert done.returncode == (0 if names else 1)
    found = yaml.safe_load(done.stdout)["sources"]
    assert [one["name"] for one in found] == names
