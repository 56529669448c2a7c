"""The progress counts articles, and says where it estimates."""

from tocsin.services.backtest.archives.pieces import Kind, Piece
from tocsin.services.backtest.archives.stored_files import StoredFile
from tocsin.services.backtest.cluster.known import ReadingProgress

FILE = StoredFile("a.jsonl", 300)


def lines(start: int, end: int) -> Piece:
    return Piece(FILE, Kind.LINES, start, end)


def test_the_rest_is_estimated_by_bytes_and_said_to_be() -> None:
    known = ReadingProgress([lines(0, 100), lines(100, 200), lines(200, 300)])
    assert known.in_words() == "0 articles"

    known.begun(0, 5)
    assert known.in_words() == "5 articles"

    known.done(0, 20)
    known.begun(1, 10)
    assert known.in_words() == "30 of about 60 articles"

    known.done(1, 22)
    known.done(2, 8)
    assert known.in_words() == "50 of 50 articles"


def test_rows_of_parquet_are_counted_before_they_are_read() -> None:
    rows = [Piece(StoredFile("a.parquet", 900), Kind.ROWS, 0, 40, 0)]

    assert ReadingProgress(rows).in_words() == "0 of 40 articles"


def test_what_a_killed_worker_had_read_does_not_count_twice() -> None:
    known = ReadingProgress([lines(0, 100), lines(100, 200)])
    known.done(0, 20)

    known.begun(1, 15)
    known.begun(1, 5)

    assert known.read == 25


def test_an_event_that_comes_late_changes_nothing() -> None:
    known = ReadingProgress([lines(0, 100)])
    known.done(0, 20)
    known.begun(0, 10)

    assert known.in_words() == "20 of 20 articles"
