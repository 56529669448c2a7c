"""Only jars that were checked get on the shelf, and only those stay."""

import hashlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tocsin.services.broker.jars.pinned import Jar
from tocsin.services.broker.jars.shelf import fetch_jars, missing_jars, shelf_folder
from tocsin.services.problem import ExitStatus, Problem

BELL = b"a bell of bytes" * 1000
ROPE = b"a rope of bytes" * 1000


def jar(artifact: str, content: bytes) -> Jar:
    return Jar("org.example", artifact, "1.0", hashlib.sha256(content).hexdigest())


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing between the tests' dots."""


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[str]:
    """Serve a Maven repository that has `bell` and `rope`."""
    root = tmp_path / "repository"
    for artifact, content in (("bell", BELL), ("rope", ROPE)):
        folder = root / "org" / "example" / artifact / "1.0"
        folder.mkdir(parents=True)
        (folder / f"{artifact}-1.0.jar").write_bytes(content)
    handler = partial(QuietHandler, directory=str(root))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "a shelf"
    path.mkdir()
    return path


def test_fetched_jars_are_whole_and_told_one_by_one(repository: str, folder: Path) -> None:
    wanted = [jar("bell", BELL), jar("rope", ROPE)]
    told: list[Jar] = []
    fetch_jars(folder, wanted, told.append, repository)
    assert told == wanted
    assert missing_jars(folder, wanted) == ()
    assert sorted(path.name for path in folder.iterdir()) == ["bell-1.0.jar", "rope-1.0.jar"]


def test_a_fetched_jar_with_another_hash_is_refused_and_not_kept(
    repository: str, folder: Path
) -> None:
    forged = jar("bell", b"what was checked")
    with pytest.raises(Problem, match=r"returned an unexpected org\.example:bell:1\.0") as refusal:
        fetch_jars(folder, [forged], lambda _: None, repository)
    assert refusal.value.status is ExitStatus.UNAVAILABLE
    assert missing_jars(folder, [forged]) == (forged,)


def test_a_jar_that_the_repository_lacks_is_reported(repository: str, folder: Path) -> None:
    with pytest.raises(Problem, match=r"org\.example:clapper:1\.0 cannot be downloaded"):
        fetch_jars(folder, [jar("clapper", b"")], lambda _: None, repository)


def test_an_interrupted_fetch_is_taken_up_again(repository: str, folder: Path) -> None:
    half = folder / ".fetching" / "org" / "example" / "bell" / "1.0" / "bell-1.0.jar"
    half.parent.mkdir(parents=True)
    half.write_bytes(BELL[:100])
    fetch_jars(folder, [jar("bell", BELL)], lambda _: None, repository)
    assert missing_jars(folder, [jar("bell", BELL)]) == ()


def test_a_jar_that_was_altered_later_is_refused(folder: Path) -> None:
    (folder / "bell-1.0.jar").write_bytes(BELL + b"!")
    with pytest.raises(Problem, match=r"bell-1\.0\.jar was modified.*delete it"):
        missing_jars(folder, [jar("bell", BELL)])


def test_a_file_that_the_list_does_not_know_is_refused(folder: Path) -> None:
    (folder / "bell-1.0.jar").write_bytes(BELL)
    (folder / "cuckoo.jar").write_bytes(b"")
    with pytest.raises(Problem, match=r"cuckoo\.jar does not belong to Kafka"):
        missing_jars(folder, [jar("bell", BELL)])


def test_another_list_has_another_folder(tmp_path: Path) -> None:
    first = shelf_folder(tmp_path, [jar("bell", BELL)])
    assert first == shelf_folder(tmp_path, [jar("bell", BELL)])
    assert first != shelf_folder(tmp_path, [jar("bell", ROPE)])
