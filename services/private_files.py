"""What a service keeps is its own: files 0600, folders 0700, also those of earlier versions."""

import os
from pathlib import Path
from typing import Final

_FOLDER: Final = 0o700
_FILE: Final = 0o600


def private_folder(folder: Path) -> None:
    """Make a folder that only its owner enters.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(mode=_FOLDER, parents=True, exist_ok=True)


def private_file(file: Path) -> None:
    """Make a file, with its folder, that only its owner reads; content that is there stays.

    Raises:
        OSError: it cannot be made, or it is somebody else's.
    """
    private_folder(file.parent)
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, _FILE))
    beside = (file.with_name(file.name + ending) for ending in ("-wal", "-shm", ".lock"))
    for each in (file, *beside):
        if each.exists() and each.stat().st_mode & 0o077:
            each.chmod(_FILE)


def only_for_the_owner() -> None:
    """From now on, whatever this process and its children make is private."""
    os.umask(0o077)
