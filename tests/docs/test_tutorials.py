"""What the tutorials tell their readers to type works, and prints what they show."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TUTORIALS = ROOT / "docs" / "tutorials"
WITHIN = 600


def blocks_of(page: str) -> list[tuple[str, str]]:
    """Return kind and content of each code block of a page, in order."""
    text = (TUTORIALS / f"{page}.md").read_text("utf-8")
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def run_as_typed(pages: tuple[str, ...], folder: Path, environment: dict[str, str]) -> list[str]:
    """Run the blocks of some pages in one shell; return what each printed."""
    scripts = [code for page in pages for kind, code in blocks_of(page) if kind == "sh"]
    marked = "\n".join(f"{code}\necho ---end-of-block---" for code in scripts)
    shell = subprocess.Popen(
        ["bash", "-euo", "pipefail", "-c", marked],
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=(folder / "stderr").open("w"),
        text=True,
        start_new_session=True,  # a group of its own, with what it leaves in the background
    )
    assert shell.stdout is not None
    printed, blocks = "", 0
    try:
        for line in shell.stdout:
            printed += line
            blocks += line == "---end-of-block---\n"
            if blocks == len(scripts):
                break
    finally:
        os.killpg(shell.pid, signal.SIGTERM)
        shell.wait(WITHIN)
    assert blocks == len(scripts), printed + (folder / "stderr").read_text()
    return printed.split("---end-of-block---\n")


@pytest.mark.timeout(WITHIN)
@pytest.mark.parametrize(
    "pages",
    [
        ("install",),
        ("rules",),
        pytest.param(("feed", "subscribe"), marks=pytest.mark.kafka),
    ],
    ids=" and ".join,
)
def test_the_commands_of_a_tutorial_work_and_print_what_it_shows(
    pages: tuple[str, ...], tmp_path: Path
) -> None:
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "TOCSIN_STATE_DIR": str(tmp_path / "state"),
        "TOCSIN_BROKER_DIR": str(tmp_path / "kafka"),
        "TOCSIN_HTTP_PORT": "0",
        "COLUMNS": "200",
    }
    folder = tmp_path
    if "install" in pages:
        (tmp_path / "seeds").symlink_to(ROOT / "seeds")
        (tmp_path / "Makefile").write_text("install:\n")  # the tests run in what it makes

    printed = run_as_typed(pages, folder, environment)

    shown = [
        (number, expected)
        for page in pages
        for number, expected in expectations(page, before=before(pages, page))
    ]
    assert shown
    for number, expected in shown:
        for line in expected.splitlines():
            assert line in printed[number], printed[number]


def expectations(page: str, before: int) -> list[tuple[int, str]]:
    """Return the text blocks of a page, each with the number of the block that prints it."""
    found, number = [], before - 1
    for kind, content in blocks_of(page):
        if kind == "sh":
            number += 1
        elif kind == "text":
            found.append((number, content))
    return found


def before(pages: tuple[str, ...], page: str) -> int:
    """Return how many blocks run before a page's own."""
    earlier = pages[: pages.index(page)]
    return sum(kind == "sh" for one in earlier for kind, _ in blocks_of(one))
