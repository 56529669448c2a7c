"""The committed list of jars is read strictly and compared completely."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.services.broker.jars.pinned import Jar, compare, parse_jar_list, render_jar_list
from tocsin.services.broker.jars.shelf import committed_jars

A = Jar("org.example", "bell", "1.0", "a" * 64)
B = Jar("org.example", "rope", "2.0", "b" * 64)

names = st.text(string.ascii_letters + string.digits + "._-", min_size=1, max_size=12)
jars = st.builds(Jar, names, names, names, st.text("0123456789abcdef", min_size=64, max_size=64))


@given(st.lists(jars, unique_by=lambda jar: jar.filename))
def test_what_is_written_is_read_back(some: list[Jar]) -> None:
    assert parse_jar_list(render_jar_list(some)) == tuple(sorted(some))


def test_comments_and_empty_lines_are_skipped() -> None:
    assert parse_jar_list(f"# a comment\n\n{render_jar_list([A])}") == (A,)


@pytest.mark.parametrize(
    "line",
    [
        f"{'a' * 64} org.example:bell:1.0",
        f"{'a' * 63}  org.example:bell:1.0",
        f"{'A' * 64}  org.example:bell:1.0",
        f"{'a' * 64}  org.example:bell",
        f"{'a' * 64}  org.example:../bell:1.0",
        "org.example:bell:1.0",
    ],
)
def test_a_line_of_another_shape_is_reported_with_its_number(line: str) -> None:
    with pytest.raises(ValueError, match="line 2 is not"):
        parse_jar_list(f"# a comment\n{line}\n")


def test_two_jars_of_one_file_name_are_refused() -> None:
    other = Jar("org.other", A.artifact, A.version, B.sha256)
    with pytest.raises(ValueError, match="same file name"):
        parse_jar_list(render_jar_list([A, other]))


def test_missing_altered_and_unexpected_files_are_distinguished() -> None:
    shelf = compare([A, B], {"rope-2.0.jar": "c" * 64, "cuckoo.jar": "d" * 64})
    assert shelf.missing == (A,)
    assert shelf.altered == (B,)
    assert shelf.unexpected == ("cuckoo.jar",)


def test_the_committed_list_has_kafka_and_its_logging_once() -> None:
    artifacts = [jar.artifact for jar in committed_jars()]
    assert len(set(artifacts)) == len(artifacts)
    assert {"kafka_2.13", "kafka-clients", "log4j-core", "log4j-slf4j-impl"} <= set(artifacts)


def test_all_parts_of_kafka_have_one_version() -> None:
    versions = {jar.version for jar in committed_jars() if jar.group == "org.apache.kafka"}
    assert len(versions) == 1
