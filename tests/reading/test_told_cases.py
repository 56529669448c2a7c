"""Texts of our own, each with the events it tells: half of them only borrow the words."""

from pathlib import Path

import pytest
from reading.told import told

CASES = sorted(Path(__file__).parent.glob("told*_cases.txt"))


def cases() -> list[tuple[str, list[str], list[str]]]:
    """Each text with what it tells (lines with "= ") and what it may tell ("? ")."""
    found = []
    for block in "\n\n".join(file.read_text("utf-8").strip() for file in CASES).split("\n\n"):
        lines = [line for line in block.split("\n") if not line.startswith("# ")]
        text = [line for line in lines if line[:2] not in {"= ", "? "}]
        if text:
            found.append(
                (
                    "\n".join(text),
                    [line[2:] for line in lines if line.startswith("= ")],
                    [line[2:] for line in lines if line.startswith("? ")],
                )
            )
    return found


@pytest.mark.parametrize(("text", "events", "optional"), cases())
def test_a_text_tells_its_events_and_no_others(
    text: str, events: list[str], optional: list[str]
) -> None:
    kinds = {line.split()[0] for line in optional}
    lines = [line for line in told(text) if line in events or line.split()[0] not in kinds]

    assert sorted(lines) == sorted(events)
