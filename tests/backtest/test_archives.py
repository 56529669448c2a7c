"""Archives are read whole or in pieces, here or from a server, and it is the same."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web
from archive_files import ARTICLES, LINES, json_lines, table, warc
from hypothesis import given
from hypothesis import strategies as some
from web_server import WebServer, web_server

from tocsin.services.backtest.archives.pieces import How, Kind, Piece, articles_of, moved, pieces_of
from tocsin.services.backtest.archives.stored_files import StoredFile, stored_files
from tocsin.services.feeder.records import BadLine, RawArticle
from tocsin.services.problem import ExitStatus, Problem

HOW = How(longest=100_000, page_seconds=30, page_memory=2_000_000_000)


def whole(file: StoredFile, how: How = HOW) -> list[RawArticle | BadLine]:
    return list(articles_of(Piece(file), how))


def in_pieces(file: StoredFile, most: int, how: How = HOW) -> list[RawArticle | BadLine]:
    found: list[RawArticle | BadLine] = []
    lines = 0
    for piece in pieces_of(file, most, how.longest):
        held = articles_of(piece, how)
        while True:
            try:
                one = next(held)
            except StopIteration as end:
                lines += end.value
                break
            place = moved(one.where, lines)
            found.append(
                RawArticle(place, one.payload)
                if isinstance(one, RawArticle)
                else BadLine(place, one.problem)
            )
    return found


def only(name: str | Path) -> StoredFile:
    (file,) = stored_files([str(name)])
    return file


def ids(found: list[RawArticle | BadLine]) -> list[str]:
    assert [one for one in found if isinstance(one, BadLine)] == []
    return [json.loads(one.payload)["id"] for one in found if isinstance(one, RawArticle)]


@pytest.mark.parametrize("most", [700, 5_000, 1_000_000])
def test_a_file_in_stretches_has_the_lines_of_the_whole_at_the_same_places(
    tmp_path: Path, most: int
) -> None:
    odd = [LINES[0], b"", b"{", b"  \r", *LINES[1:9], b'{"id": "long", "text": "' + b"x" * 200_000]
    file = json_lines(tmp_path / "a.jsonl", [*odd, *LINES[9:12]])
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().rstrip(b"\n"))

    assert in_pieces(only(file), most) == whole(only(file))


@given(
    lines=some.lists(some.sampled_from([b"{}", b"", b" ", b'{"id": "abc"}', b"\xef\xbb\xbf{}"])),
    most=some.integers(1, 12),
    ends=some.sampled_from([b"\n", b"\r\n"]),
)
def test_wherever_a_stretch_ends_no_line_is_lost_or_twice(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], most: int, ends: bytes
) -> None:
    file = tmp_path_factory.mktemp("lines") / "a.jsonl"
    file.write_bytes(b"{}" + ends + ends.join(lines))

    assert in_pieces(only(file), most) == whole(only(file))


def test_rows_of_parquet_are_articles_by_the_names_of_the_columns(tmp_path: Path) -> None:
    file = only(table(tmp_path / "a.parquet", ARTICLES, rows_a_group=10))

    pieces = pieces_of(file, 1, HOW.longest)

    assert [piece.kind for piece in pieces] == [Kind.ROWS] * 5
    assert ids(whole(file)) == [article["id"] for article in ARTICLES]
    assert in_pieces(file, 1) == whole(file)


def test_damaged_parquet_is_reported_and_costs_only_itself(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    file.write_bytes(b"PAR1 and then nothing")

    (told,) = whole(only(file))

    assert isinstance(told, BadLine)
    assert "damaged Parquet" in told.problem


def test_a_folder_is_its_archives_by_name_whatever_their_kind(tmp_path: Path) -> None:
    (tmp_path / "2026").mkdir()
    json_lines(tmp_path / "2026" / "a.jsonl", LINES[:5])
    json_lines(tmp_path / "2026" / "b.jsonl.gz", LINES[5:10])
    table(tmp_path / "c.parquet", ARTICLES[10:15], rows_a_group=2)
    warc(tmp_path / "d.warc", ARTICLES[15:17])
    (tmp_path / "README.md").write_text("Not an archive.")

    files = stored_files([str(tmp_path)])

    assert [Path(file.name).name for file in files] == [
        "a.jsonl",
        "b.jsonl.gz",
        "c.parquet",
        "d.warc",
    ]
    read = [raw for file in files for raw in whole(file)]
    assert ids(read)[:15] == [article["id"] for article in ARTICLES[:15]]
    assert len(read) == 17


@pytest.fixture(scope="module")
def server() -> Iterator[WebServer]:
    with web_server() as running:
        yield running


def serve(server: WebServer, path: str, file: Path) -> str:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.FileResponse(file)  # with ranges and an ETag

    server.handlers[path] = answer
    return server.address(path)


def test_an_archive_on_a_server_is_read_in_stretches(server: WebServer, tmp_path: Path) -> None:
    file = json_lines(tmp_path / "a.jsonl")
    remote = only(serve(server, "/a.jsonl", file))

    assert len(pieces_of(remote, 10_000, HOW.longest)) > 3
    assert [
        one.payload for one in in_pieces(remote, 10_000) if isinstance(one, RawArticle)
    ] == LINES
    assert remote.version is not None


def test_a_server_that_gives_no_parts_gives_the_whole(server: WebServer) -> None:
    server.page("/whole.jsonl", b"\n".join(LINES))
    remote = only(server.address("/whole.jsonl"))

    assert [piece.kind for piece in pieces_of(remote, 10_000, HOW.longest)] == [Kind.WHOLE]
    assert ids(whole(remote)) == [article["id"] for article in ARTICLES]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("no.jsonl", "No such file"),
        ("http://127.0.0.1:1/a.jsonl", "http://127.0.0.1:1/a.jsonl: "),
        ("no-such-store://a.jsonl", "no-such-store"),
        ("memory://nothing/", "memory://nothing/: "),
    ],
)
def test_what_is_not_there_is_reported_before_the_work(name: str, told: str) -> None:
    with pytest.raises(Problem, match=told) as problem:
        stored_files([name])

    assert problem.value.status in {ExitStatus.MISUSE, ExitStatus.UNAVAILABLE}
