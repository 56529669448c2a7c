"""A pipe or a device in the place of a file is told; nobody waits for it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tocsin.services.areas.geojson import areas_of
from tocsin.services.feeder.archives.html_folder import read_folder
from tocsin.services.feeder.live.pages.page import read_page
from tocsin.services.feeder.records import BadLine
from tocsin.services.placed_yaml import Fault, documents
from tocsin.services.problem import Problem
from tocsin.services.rules.rulebook import load_rules

pytestmark = pytest.mark.timeout(20)


@pytest.fixture(params=["pipe", "device"])
def irregular(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Path]:
    def made(name: str) -> Path:
        file = tmp_path / name
        if request.param == "pipe":
            os.mkfifo(file)
        else:
            file.symlink_to("/dev/zero")
        return file

    return made


def test_in_a_folder_of_pages_it_is_left_out(irregular: Callable[[str], Path]) -> None:
    folder = irregular("a.html").parent
    (folder / "b.html").write_text("<p>Ten people were killed.</p>")

    first, second = read_folder(folder, 10_000, read_page)

    assert isinstance(first, BadLine)
    assert first.problem == "not a regular file"
    assert "b.html" in str(second.where)


def test_among_rules_it_is_a_fault(irregular: Callable[[str], Path]) -> None:
    with pytest.raises(Problem, match=r"a\.yaml:1: not a regular file"):
        load_rules(irregular("a.yaml").parent)


def test_among_areas_it_is_a_problem(irregular: Callable[[str], Path]) -> None:
    with pytest.raises(Problem, match="not a regular file"):
        areas_of(irregular("a.geojson"))


def test_what_a_shell_pipes_in_is_read() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"id: x\n")
    os.close(writing)

    found = documents(Path(f"/dev/fd/{reading}"), "")

    assert not isinstance(found, Fault)
    assert len(found) == 1
