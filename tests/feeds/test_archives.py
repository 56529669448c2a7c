"""What people have in archives gives the same articles as JSON Lines of them."""

import gzip
import html
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from fastwarc.warc import WarcRecord, WarcRecordType
from tocsin_command import run
from web_server import story

from tocsin.schemas.article import Article, ArticleText
from tocsin.schemas.rule import Rule
from tocsin.services.encoders.choice import encoder_named
from tocsin.services.feeder.archives.mapping import read_mapping
from tocsin.services.feeder.live.sources.gdelt import Listed, read_list
from tocsin.services.feeder.records import BadLine, RawArticle
from tocsin.services.feeder.sources import read_sources
from tocsin.services.judging.in_memory import InMemoryJudge
from tocsin.services.problem import ExitStatus, Problem
from tocsin.services.reading.article.reports import reports_of
from tocsin.services.reading.network.encoding import Encoder
from tocsin.services.rules.rulebook import load_rules
from tocsin.services.settings import Settings

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "wikinews-2019-2020.jsonl"
LONGEST = 4_000_000
_NAMES: Final = {"joined_with", "report_id", "article_id", "copy_of"}
DATE = '<meta property="article:published_time" content="2024-05-01T10:00:00+02:00">'
WORDS = (
    "The river rose by two metres over night, and the lower town stands under water.",
    "About 3,000 people were brought to schools on the hills, the prefect said on Monday.",
    "The road to the capital is cut in four places; the army brings food by helicopter.",
)


def read(*names: Path, mapping: tuple[list[str], list[str]] | None = None) -> list[Article]:
    told = read_mapping(*mapping) if mapping else None
    found = list(read_sources([str(name) for name in names], LONGEST, mapping=told))
    bad = [str(one) for one in found if isinstance(one, BadLine)]
    assert not bad
    return [Article.read(one.payload) for one in found if isinstance(one, RawArticle)]


def words_of(text: str) -> list[str]:
    return text.split()


def wikinews() -> Iterator[dict[str, str]]:
    if not CORPUS.exists():
        pytest.skip(f"{CORPUS} is not there")
    for line in CORPUS.read_text().splitlines():
        yield json.loads(line)


def text_of(article: dict[str, str]) -> list[str]:
    """Return the paragraphs; the corpus repeats the title as the first."""
    lines = [line for line in article["text"].split("\n") if line.strip()]
    return lines[1:] if lines[0].strip() == article["title"].strip() else lines


def pages_of(articles: list[dict[str, str]], folder: Path) -> Path:
    """Write each article as a page of an outlet."""
    for number, one in enumerate(articles):
        paragraphs = [html.escape(part) for part in text_of(one)]
        head = (
            f'<meta property="article:published_time" content="{one["published_at"]}">'
            f'<link rel="canonical" href="{html.escape(one["url"])}">'
            '<meta property="og:site_name" content="Wikinews">'
        )
        page = story(html.escape(one["title"]), *paragraphs, head=head)
        (folder / f"{number:04}.html").write_text(page)
    return folder


def wikinews_as_told() -> tuple[list[str], list[str]]:
    """Return what the corpus does not say itself: whose news it is, and in what language."""
    return [], ["source=Wikinews", "language=en"]


def test_wikinews_as_a_folder_of_pages_gives_the_articles_of_its_json_lines(tmp_path: Path) -> None:
    of_lines = read(CORPUS, mapping=wikinews_as_told()) if list(wikinews()) else []
    of_pages = read(pages_of(list(wikinews()), tmp_path))

    assert len(of_pages) == len(of_lines) > 200
    for line, page, one in zip(of_lines, of_pages, wikinews(), strict=True):
        assert words_of(page.text) == words_of(" ".join(text_of(one))), one["id"]
        for field in ("title", "published_at", "source", "language", "url"):
            assert getattr(page, field) == getattr(line, field), one["id"]


def alerts_of(articles: list[Article], encoder: Encoder, rules: list[Rule]) -> list[dict[str, Any]]:
    """Return the alerts that reading and judging make of the articles, in the order of coming."""
    world = InMemoryJudge(rules)
    given = [
        alert
        for article in articles
        for report in reports_of(ArticleText.read(article.write()), encoder)
        for alert in world.push(report)
    ]
    return [json.loads(alert.write()) for alert in given]


def but_for_names_and_places(alert: dict[str, Any]) -> dict[str, Any]:
    """Leave out ids, where in the text a sentence stood, and how many blanks it had."""
    told = {name: value for name, value in alert.items() if name not in {"id", "related"}}
    told["sources"] = [
        {
            **{name: value for name, value in one.items() if name not in _NAMES},
            "evidence": words_of(one["evidence"]["sentence"]),
        }
        for one in alert["sources"]
    ]
    return told


def test_wikinews_as_a_folder_of_pages_gives_the_alerts_of_its_json_lines(tmp_path: Path) -> None:
    settings = Settings.load()
    rules, encoder = load_rules(settings.rules), encoder_named(settings.reader)
    articles = list(wikinews())

    of_lines = alerts_of(read(CORPUS, mapping=wikinews_as_told()), encoder, rules)
    of_pages = alerts_of(read(pages_of(articles, tmp_path)), encoder, rules)

    assert len(of_lines) > 50
    assert [but_for_names_and_places(one) for one in of_pages] == [
        but_for_names_and_places(one) for one in of_lines
    ]


def warc(*pages: tuple[str, str, str]) -> bytes:
    """Return an archive of answers: address, content type, body."""
    out = io.BytesIO()
    for address, kind, body in pages:
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response)
        record.headers["WARC-Target-URI"] = address
        record.headers["WARC-Date"] = datetime(2024, 5, 2, tzinfo=UTC).isoformat()
        record.headers["Content-Type"] = "application/http; msgtype=response"
        content = body.encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n"
        record.set_bytes_content(head.encode() + content)
        record.write(out)
    return out.getvalue()


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_pages_of_a_warc_archive_are_articles_and_pictures_are_not(
    tmp_path: Path,
    packed: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    archive = warc(
        ("https://www.gazette.example/flood?utm_source=x", "text/html", story("Flood", *WORDS)),
        ("https://www.gazette.example/a.png", "image/png", "not a page"),
        ("https://www.gazette.example/b", "text/html", story("Dated", *WORDS, head=DATE)),
    )
    file = tmp_path / "crawl"
    file.write_bytes(gzip.compress(archive) if packed else archive)

    first, second = read(file)

    assert first.id == "https://www.gazette.example/flood"
    assert first.text == "\n\n".join(WORDS)
    assert (first.title, first.source) == ("Flood", "gazette.example")
    assert first.published_at.isoformat().startswith("2024-05-02")  # when it was crawled
    assert second.published_at.isoformat() == "2024-05-01T10:00:00+02:00"


def test_a_damaged_archive_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "crawl"
    file.write_bytes(gzip.compress(warc(("https://a.example/", "text/html", "x" * 999)))[:-40])

    found = list(read_sources([str(file)], LONGEST))

    (bad,) = [one for one in found if isinstance(one, BadLine)]
    assert "the rest of the file was not read" in bad.problem


def test_a_table_is_read_by_its_columns(tmp_path: Path) -> None:
    file = tmp_path / "news.csv"
    file.write_text(
        'Date;Head;Body;Link\n2024-05-01;Rain;"Rain; ""much"" of\nit";http://a.example/1#x\n'
    )
    mapping = (
        ["published_at=Date", "title=Head", "text=Body", "url=Link"],
        ["source=Gazette", "language=en"],
    )

    [article] = read(file, mapping=mapping)

    assert article.id == "https://a.example/1"
    assert (article.title, article.text) == ("Rain", 'Rain; "much" of\nit')
    assert (article.source, article.language) == ("Gazette", "en")


def test_json_of_another_shape_is_read_by_its_paths(tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text(json.dumps({"_id": 7, "body": {"plain": "Rain."}, "at": 1714557600000}))

    [article] = read(file, mapping=(["id=_id", "text=body.plain", "published_at=at"], ["source=G"]))

    assert (article.id, article.text) == ("7", "Rain.")
    assert article.published_at == datetime(2024, 5, 1, 10, tzinfo=UTC)


def test_a_mapping_of_no_field_is_reported() -> None:
    with pytest.raises(Problem, match="--map txt=body: expected FIELD="):
        read_mapping(["txt=body"], [])


def test_what_is_wrong_in_a_folder_is_reported_by_file(tmp_path: Path) -> None:
    (tmp_path / "good.html").write_text(story("Flood", *WORDS, head=DATE))
    (tmp_path / "undated.html").write_text(story("Flood", *WORDS))

    done = run(Settings.load(), ["feed", "--dry-run", str(tmp_path)])

    assert done.returncode == ExitStatus.INCOMPLETE
    assert done.stdout == "2 read, 1 bad, none sent (dry run)\n"
    assert "undated.html: the page does not say when it was published" in done.stderr


def test_a_folder_without_pages_is_misuse(tmp_path: Path) -> None:
    done = run(Settings.load(), ["feed", "--dry-run", str(tmp_path)])

    assert done.returncode == ExitStatus.MISUSE
    assert "has no HTML pages" in done.stderr


@pytest.mark.parametrize(
    ("columns", "time_at", "address_at"), [(61, 59, 60), (27, 1, 4), (16, 2, 5)]
)
def test_every_list_of_gdelt_names_its_pages_once(
    tmp_path: Path, columns: int, time_at: int, address_at: int
) -> None:
    def line(address: str) -> str:
        values = ["x"] * columns
        values[time_at], values[address_at] = "20240501101500", address
        return "\t".join(values)

    text = "\n".join(
        (
            line("http://a.example/1?utm_source=x"),
            line("http://a.example/1"),
            line("BBC Monitoring"),
        )
    )
    plain, packed = tmp_path / "list.csv", tmp_path / "list.zip"
    plain.write_text(text)
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("list.csv", text)

    assert read_list(plain) == read_list(packed)
    assert read_list(plain) == [
        Listed("http://a.example/1", datetime(2024, 5, 1, 10, 15, tzinfo=UTC))
    ]


def test_what_is_not_a_gdelt_list_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("a,b,c\n")
    with pytest.raises(Problem, match="not a GDELT 2 list"):
        read_list(file)


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_an_arc_archive_is_named_and_not_read_as_json(
    tmp_path: Path,
    packed: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    archive = b"filedesc://crawl.arc 0.0.0.0 20080430204825 text/plain 76\n1 0 Archive\n\n" * 9
    file = tmp_path / "crawl.arc"
    file.write_bytes(gzip.compress(archive) if packed else archive)

    [bad] = read_sources([str(file)], 10_000)

    assert isinstance(bad, BadLine)
    assert "an ARC archive" in str(bad)


@pytest.mark.parametrize("kind", ["folder", "warc"])
def test_a_page_that_takes_too_much_to_read_costs_only_itself(tmp_path: Path, kind: str) -> None:
    now = datetime.now(UTC).isoformat()
    date = f'<meta property="article:published_time" content="{now}">'
    pages = {
        "a": story("Flood", *WORDS, head=date),
        "b": "<b " + " ".join(f"a{number}=1" for number in range(300_000)) + ">",
        "c": story("Rain", *WORDS, head=date),
    }
    if kind == "folder":
        for name, page in pages.items():
            (tmp_path / f"{name}.html").write_text(page)
        given = tmp_path
    else:
        given = tmp_path / "crawl.warc"
        given.write_bytes(
            warc(*((f"https://wire.example/{name}", "text/html", pages[name]) for name in pages))
        )
    settings = Settings.load(parse_seconds=2.0, max_article_bytes=4_000_000)

    done = run(settings, ["feed", "--dry-run", str(given)])

    assert done.stdout == "3 read, 1 bad, none sent (dry run)\n", done.stderr
    assert "the page takes more than 2 s of processor time to read" in done.stderr
