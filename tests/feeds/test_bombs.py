"""Small files that unpack to much: bounded in memory, one clear error each."""

import gzip
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from tocsin_command import command

from tocsin.services.feeder.live.sources.gdelt import read_list
from tocsin.services.problem import Problem

MIB = 1 << 20
MOST_MIB = 300
"""Of the whole process; it takes about 120 when it has nothing to do."""
ONE = b'{"id": "1", "source": "a", "published_at": "2026-03-09", "text": "Rain."}\n'
BOMBS: dict[str, tuple[bytes, bytes, int]] = {
    # how it begins, and what follows so many times
    "newlines.jsonl": (b"", b"\n" * MIB, 100),
    "blanks.jsonl": (ONE, b" \n" * MIB, 50),
    "object-of-newlines.json": (b'{"id":\n', b"\n" * MIB, 100),
    "one-line.jsonl": (b"", b"x" * MIB, 100),
    "one-array.json": (b"[", b" " * MIB, 100),
    "nested.json": (b"", b"[" * MIB, 20),
    "long-number.json": (b"[" + b"1" * 5_000 + b"]\n", b"", 0),
    "one-line.csv": (b"id,text\n", b"x" * MIB, 100),
    "columns.csv": (b"id,text\n", b"," * MIB, 100),
    "one-row.csv": (b"id,text\n", b'"\n",' * MIB, 25),
    "head.csv": (b"", b"id" * MIB, 50),
    "open-quote.csv": (b'id,text\n1,"', b"\n" * MIB, 100),
}


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    errors: str
    most_mib: int


# Linux counts the memory that a process had before exec as its own, and a fork of the tests'
# process has all of theirs: a small one in between forks the command that is measured.
MEASURE = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[2:], check=False).returncode
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
open(sys.argv[1], "w").write(str(peak // 1024))
sys.exit(status)
"""


def measured(folder: Path, program: list[str]) -> Ran:
    """Run a program, and see how much memory it took at most."""
    peak = folder / "peak"
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(peak), *program], capture_output=True, check=False
    )
    out, errors = (stream.decode(errors="replace") for stream in (done.stdout, done.stderr))
    return Ran(done.returncode, out, errors, int(peak.read_text(encoding="utf-8")))


def run(folder: Path, *arguments: str) -> Ran:
    return measured(folder, command(*arguments))


def packed(folder: Path, name: str) -> str:
    file = folder / f"{name}.gz"
    begin, unit, count = BOMBS[name]
    with gzip.open(file, "wb", 1) as out:
        out.write(begin)
        for _ in range(count):
            out.write(unit)
    return str(file)


@pytest.mark.parametrize("name", BOMBS)
def test_feed_stays_small_and_says_what_is_wrong(tmp_path: Path, name: str) -> None:
    ran = run(tmp_path, "feed", "--dry-run", packed(tmp_path, name))

    assert ran.most_mib < MOST_MIB
    assert ran.status == 1
    assert "Traceback" not in ran.errors
    assert 0 < len(ran.errors.splitlines()) <= 20


@pytest.mark.parametrize(
    ("what", "name", "status"),
    [
        # these go on with the next file, as `feed` does
        ("extract", "newlines.jsonl", 1),
        ("judge", "one-line.jsonl", 1),
        ("evaluate", "one-line.jsonl", 2),
        ("backtest", "blanks.jsonl", 1),
    ],
)
def test_all_that_reads_lines_stays_small(
    tmp_path: Path, what: str, name: str, status: int
) -> None:
    ran = run(tmp_path, what, packed(tmp_path, name))

    assert ran.most_mib < MOST_MIB
    assert ran.status == status
    assert f"{name}.gz:" in ran.errors
    assert "Traceback" not in ran.errors


def test_a_good_file_behind_some_blank_lines_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b"\n" * 10_000 + ONE + b"\n" * 10_000 + ONE)

    assert "2 read, 0 bad" in run(tmp_path, "feed", "--dry-run", str(file)).out


def zipped(
    folder: Path, content: bytes, kind: int = zipfile.ZIP_DEFLATED, times: int = 1, members: int = 1
) -> Path:
    file = folder / "list.zip"
    with zipfile.ZipFile(file, "w", kind) as archive:
        for number in range(members):
            with archive.open(f"{number}.csv", "w") as out:
                for _ in range(times):
                    out.write(content)
    return file


@pytest.mark.parametrize(
    ("content", "kind", "times", "members", "told"),
    [
        (bytes(MIB), zipfile.ZIP_DEFLATED, 200, 1, "a line of more than"),
        (
            (b"words " * 30 + b"\n") * (MIB // 180),
            zipfile.ZIP_DEFLATED,
            200,
            1,
            "unpacks to more than",
        ),
        (bytes(MIB), zipfile.ZIP_BZIP2, 100, 1, "packed in a way"),
        (bytes(MIB), zipfile.ZIP_LZMA, 20, 1, "packed in a way"),
        (b"x", zipfile.ZIP_STORED, 1, 1_000, "more than"),
    ],
)
def test_a_gdelt_list_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, content: bytes, kind: int, times: int, members: int, told: str
) -> None:
    file = zipped(tmp_path, content, kind, times, members)
    program = (
        "import sys; from pathlib import Path\n"
        "from tocsin.services.feeder.live.sources.gdelt import read_list\n"
        "from tocsin.services.problem import Problem\n"
        "try: read_list(Path(sys.argv[1]))\n"
        "except Problem as problem: print(problem)\n"
    )
    ran = measured(tmp_path, [sys.executable, "-c", program, str(file)])

    assert ran.status == 0
    assert told in ran.out
    assert ran.most_mib < MOST_MIB


@pytest.mark.parametrize("damage", [(0, 40), (30, 34), (60, 70)])
def test_a_damaged_gdelt_list_is_one_clear_error(tmp_path: Path, damage: tuple[int, int]) -> None:
    file = zipped(tmp_path, b"some lines\n" * 100)
    content = bytearray(file.read_bytes())
    content[slice(*damage)] = b"\xff" * (damage[1] - damage[0])
    file.write_bytes(content)

    with pytest.raises(Problem, match=r"list\.zip"):
        read_list(file)
