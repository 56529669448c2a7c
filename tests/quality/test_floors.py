"""The reading does not get worse: floors on labelled corpora, pinned with the corpus' hash."""

import os
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from shipped_network import shipped

from tocsin.services.evaluation.labels import parse_row
from tocsin.services.evaluation.matching import pair
from tocsin.services.evaluation.score import score
from tocsin.services.reading.reader import read

FLOORS = Path(__file__).with_name("floors.yaml")
ROOT = Path(__file__).parents[2]
CORPUS = Path(
    os.environ.get("TOCSIN_CORPUS", Path(__file__).parents[2].parent / "shared" / "corpus")
)
PINNED: dict[str, dict[str, object]] = yaml.safe_load(FLOORS.read_text("utf-8"))


def measured(payload: bytes) -> dict[str, float]:
    rows = [parse_row(line) for line in payload.splitlines() if line.strip()]
    return score(pair(row.events, read(row, shipped())) for row in rows).pinned


@pytest.mark.parametrize("name", PINNED)
def test_the_reading_keeps_its_floors(name: str, pytestconfig: pytest.Config) -> None:
    file = ROOT / name if name.startswith("training/") else CORPUS / name
    if not file.exists():
        pytest.skip(f"no corpus at {file}: set TOCSIN_CORPUS to its folder")
    payload = file.read_bytes()
    values = measured(payload)
    pinned = PINNED[name]
    floors: dict[str, float] = dict(pinned["floors"])  # type: ignore[call-overload]
    if pytestconfig.getoption("--raise-floors"):
        raised = {key: max(floor, int(values[key] * 1000) / 1000) for key, floor in floors.items()}
        PINNED[name] = {"sha256": sha256(payload).hexdigest(), "floors": raised}
        head = "".join(line for line in FLOORS.open(encoding="utf-8") if line.startswith("#"))
        FLOORS.write_text(head + yaml.safe_dump(PINNED, sort_keys=False), "utf-8")
        floors = raised

    assert sha256(payload).hexdigest() == PINNED[name]["sha256"], "another corpus: see the floors"
    below = {key: (values[key], floor) for key, floor in floors.items() if values[key] < floor}
    assert not below, f"below the floor (measured, floor): {below}"
