"""Files of every kind → raw articles with their place."""

import gzip
import json
import os
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.services.feeder.records import BadLine, RawArticle
from tocsin.services.feeder.sources import check_sources, read_sources
from tocsin.services.problem import Problem

LONGEST = 4_000
ONE, TWO, THREE = ({"id": str(number), "text": "Rain.\nSun."} for number in (1, 2, 3))


def read(path: Path, longest: int = LONGEST) -> list[RawArticle | BadLine]:
    return list(read_sources([str(path)], longest))


def values(found: Sequence[RawArticle | BadLine]) -> list[object]:
    return [json.loads(raw.payload) for raw in found if isinstance(raw, RawArticle)]


def lines(found: Sequence[RawArticle | BadLine]) -> list[tuple[int | None, int | None]]:
    return [(raw.where.line, raw.where.element) for raw in found]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "wire.of.any.name"


def test_json_lines_are_numbered_and_blank_lines_are_no_articles(path: Path) -> None:
    path.write_text(f"{json.dumps(ONE)}\r\n\n  \n{json.dumps(TWO)}")

    found = read(path)

    assert values(found) == [ONE, TWO]
    assert lines(found) == [(1, None), (4, None)]


@pytest.mark.parametrize("indent", [None, 2])
def test_an_array_gives_its_elements_with_line_and_number(path: Path, indent: int | None) -> None:
    path.write_text(json.dumps([ONE, TWO, THREE], indent=indent))

    found = read(path)

    assert values(found) == [ONE, TWO, THREE]
    assert lines(found) == (
        [(1, 1), (1, 2), (1, 3)] if indent is None else [(2, 1), (6, 2), (10, 3)]
    )


def test_one_object_over_several_lines_is_one_article(path: Path) -> None:
    path.write_text(json.dumps(ONE, indent=2))

    assert values(read(path)) == [ONE]


def test_indented_objects_one_after_another_are_several_articles(path: Path) -> None:
    path.write_text("\n".join(json.dumps(value, indent=2) for value in (ONE, TWO)))

    found = read(path)

    assert values(found) == [ONE, TWO]
    assert lines(found) == [(1, 1), (5, 2)]


@pytest.mark.parametrize("text", ["[]", "", "\n \n", " [ ] "])
def test_nothing_in_a_file_is_nothing_wrong(path: Path, text: str) -> None:
    path.write_text(text)

    assert read(path) == []


def test_gzip_is_known_by_its_content_also_in_several_members(path: Path) -> None:
    members = [gzip.compress(f"{json.dumps(value)}\n".encode()) for value in (ONE, TWO)]
    path.write_bytes(b"".join(members))

    assert values(read(path)) == [ONE, TWO]


def test_a_gzipped_array_is_read_as_an_array(path: Path) -> None:
    path.write_bytes(gzip.compress(json.dumps([ONE, TWO]).encode()))

    assert values(read(path)) == [ONE, TWO]


def test_a_gzip_file_cut_short_gives_what_it_held_and_says_what_is_lost(path: Path) -> None:
    text = "\n".join(json.dumps({"id": os.urandom(40).hex()}) for _ in range(200))
    path.write_bytes(gzip.compress(text.encode())[:-500])

    *whole, last = read(path)

    assert len(values(whole)) > 100
    assert isinstance(last, BadLine)
    assert "damaged gzip" in last.problem
    assert "the rest of the file was not read" in last.problem


def test_a_byte_order_mark_is_no_part_of_the_first_article(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(ONE).encode())

    assert values(read(path)) == [ONE]


def test_one_broken_first_line_does_not_cost_the_file(path: Path) -> None:
    path.write_text(f'{{"id": "broken\n{json.dumps(TWO)}\n{json.dumps(THREE)}\n')

    found = read(path)

    assert [raw.where.line for raw in found] == [1, 2, 3]
    assert values(found[1:]) == [TWO, THREE]


def test_a_line_that_is_too_long_is_reported_and_the_next_one_is_read(path: Path) -> None:
    path.write_text(f"{json.dumps(ONE)}\n{'x' * 200_000}\n{json.dumps(TWO)}\n")

    first, long, second = read(path)

    assert values([first, second]) == [ONE, TWO]
    assert str(long) == f"{path}:2: a line of more than 4,000 bytes"
    assert second.where.line == 3


def test_an_element_that_is_too_long_ends_the_file_with_a_word(path: Path) -> None:
    path.write_text(json.dumps([ONE, {"id": "x" * 300_000}, TWO]))

    first, bad = read(path)

    assert values([first]) == [ONE]
    assert isinstance(bad, BadLine)
    assert "no value ends within 4,000 bytes; the rest of the file was not read" in bad.problem


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        pytest.param('[{"a": 1}\n{"b": 2}]', 2, "expected `,` or `]`", id="no comma"),
        pytest.param('[{"a": 1},\n{"b": 2}', 2, "the array is not closed", id="not closed"),
        pytest.param('[{"a": 1},\n\n{"b": tru}]', 3, "Expecting value", id="broken element"),
        pytest.param('[{"a": 1}]\n[{"b": 2}]', 2, "more text after the array", id="two arrays"),
        pytest.param('[{"a": 1}, {"b": "x\n', 1, "Unterminated string", id="ends in a text"),
        pytest.param('[{"a": 1}, ' + "[" * 2000, 1, "nested too deeply", id="deep"),
    ],
)
def test_a_broken_array_gives_what_comes_before_and_says_where_it_breaks(
    path: Path, text: str, line: int, problem: str
) -> None:
    path.write_text(text)

    first, *_, bad = read(path, longest=1_000_000)

    assert values([first]) == [{"a": 1}]
    assert isinstance(bad, BadLine)
    assert bad.where.line == line
    assert problem in bad.problem
    assert bad.problem.endswith("the rest of the file was not read")


def test_bytes_that_are_no_utf8_cost_their_own_element_only(path: Path) -> None:
    path.write_bytes(b'[{"id": "1"}, {"id": "\xff"}, {"id": "3"}]')

    first, second, third = read(path)

    assert values([first, third]) == [{"id": "1"}, {"id": "3"}]
    assert isinstance(second, RawArticle)
    assert second.payload == b'{"id": "\xff"}'


def test_a_live_pipe_gives_each_line_as_it_comes(path: Path) -> None:
    os.mkfifo(path)
    taken = threading.Event()

    def write() -> None:
        with path.open("w") as pipe:
            pipe.write(json.dumps(ONE) + "\n")
            pipe.flush()
            assert taken.wait(10)
            pipe.write(json.dumps(TWO) + "\n")

    writer = threading.Thread(target=write)
    writer.start()
    found = read_sources([str(path)], LONGEST)
    first = next(found)  # would hang if the reader asked for more than one line
    taken.set()
    rest = list(found)
    writer.join()

    assert values([first, *rest]) == [ONE, TWO]


def test_a_missing_file_is_reported_before_anything_is_sent(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no such file"):
        check_sources([str(tmp_path / "absent.jsonl")])


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('ab{}[]"'), inner),
    max_leaves=8,
)


@given(
    st.lists(st.dictionaries(st.text('a"{'), json_values), max_size=6),
    st.sampled_from([None, 1, 3]),
    st.booleans(),
)
def test_every_array_is_taken_apart_into_its_very_elements(
    tmp_path_factory: pytest.TempPathFactory,
    elements: list[dict[str, object]],
    indent: int | None,
    ascii_only: bool,  # noqa: FBT001 - a property of the input
) -> None:
    path = tmp_path_factory.mktemp("array") / "wire.json"
    path.write_text(json.dumps(elements, indent=indent, ensure_ascii=ascii_only))

    assert values(read(path, longest=100_000)) == elements


@given(st.binary(max_size=200))
def test_no_bytes_whatever_break_the_reading_of_files(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "wire"
    path.write_bytes(content)

    found = read(path)

    assert all(isinstance(raw, RawArticle | BadLine) for raw in found)
