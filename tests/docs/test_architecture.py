"""The page that a newcomer reads first leads to files that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")


def test_each_path_on_the_page_exists() -> None:
    paths = re.findall(r"`((?:services|schemas|training|seeds|deploy|tocsin)/[\w./-]*)`", PAGE)

    assert len(paths) > 20
    assert [path for path in paths if not (ROOT / path).exists()] == []
