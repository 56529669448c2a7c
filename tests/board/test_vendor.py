"""The files of others that the board brings along are those that the documentation names."""

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "services" / "board" / "static" / "vendor"


def test_each_file_of_others_has_the_hash_that_is_documented() -> None:
    told = dict(
        re.findall(
            r"\| `([\w.-]+)`.*?`([0-9a-f]{64})`", (ROOT / "docs/dependencies.md").read_text()
        )
    )
    found = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in VENDOR.iterdir()
        if file.is_file()
    }

    assert found == told


def test_each_has_its_licence_beside_it() -> None:
    licences = {file.stem for file in (VENDOR / "licences").iterdir()}

    assert licences == {
        "d3-array",
        "d3-geo",
        "inter",
        "source-serif-4",
        "topojson-client",
        "world-atlas",
    }
