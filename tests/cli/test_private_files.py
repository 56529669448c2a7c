"""What a service keeps is read by its owner only."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tocsin.services.broker import storage
from tocsin.services.feeder.live.seen.store import Seen
from tocsin.services.notifier.store.database import NotifierStore


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.parametrize("keep", [Seen, NotifierStore])
@pytest.mark.parametrize("is_old", [False, True])
def test_state_files_and_their_folders_are_private(
    tmp_path: Path,
    keep: Callable[[Path], Seen | NotifierStore],
    is_old: bool,  # noqa: FBT001
) -> None:
    file = tmp_path / "state" / "kept.sqlite"
    if is_old:
        file.parent.mkdir(mode=0o700)
        with closing(keep(file)):
            pass
        for each in file.parent.iterdir():
            each.chmod(0o644)
    with closing(keep(file)):
        assert mode(file.parent) == 0o700
        open_ones = [each.name for each in file.parent.iterdir() if mode(each) & 0o77]
        assert open_ones == []


def test_the_data_of_kafka_is_private(tmp_path: Path) -> None:
    data = tmp_path / "kafka"
    data.mkdir(mode=0o755)

    with storage.own(data):
        assert mode(data) == 0o700


def test_whatever_a_command_makes_is_private() -> None:
    program = (
        "import os, tocsin.services.cli as c; c.app = lambda: print(oct(os.umask(0))); c.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )

    assert done.stdout.strip() == "0o77"
