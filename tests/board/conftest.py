"""Boards and a browser for the tests that need them."""

import shutil
import sys
from collections.abc import Iterator
from typing import Protocol

import pytest
from board.board_process import BoardProcess
from playwright.sync_api import Browser, expect, sync_playwright

from tocsin.services.settings import Settings

CHROMIUM = "/usr/bin/chromium"
BOUND_MS = 60_000
"""What is awaited on a slow and busy machine; what it took is told in the report."""


class StartBoard(Protocol):
    """Starts a board; port 0 is any free one."""

    def __call__(self, settings: Settings, port: int = 0) -> BoardProcess: ...


@pytest.fixture(scope="module")
def start_board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartBoard]:
    """Start boards that end with the module's tests."""
    folder = tmp_path_factory.mktemp("boards")
    started: list[BoardProcess] = []

    def start(settings: Settings, port: int = 0) -> BoardProcess:
        log = folder / f"board-{len(started)}.log"
        process = BoardProcess(settings.model_copy(update={"board_port": port}), log)
        started.append(process)
        process.wait_ready()
        return process

    yield start
    for process in started:
        process.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give Debian's Chromium; skip where it is not installed."""
    if shutil.which(CHROMIUM) is None:
        pytest.skip(f"no {CHROMIUM}; on Debian: apt install chromium")
    expect.set_options(timeout=BOUND_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            # root has no user namespaces to make a sandbox of; the pages are our own
            args=["--no-sandbox"] if sys.platform == "linux" else [],
        )
        yield browser
        browser.close()
