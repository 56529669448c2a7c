"""`python -m deploy.grafana.build [--check]`: write the dashboards' JSON, or compare it."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from grafana_foundation_sdk.builders.dashboard import Dashboard
from grafana_foundation_sdk.cog.encoder import JSONEncoder

from deploy.grafana.desk import desk
from deploy.grafana.operations import operations
from deploy.grafana.situation import situation

COMMITTED: Final = Path(__file__).parent / "dashboards"

DASHBOARDS: Final[dict[str, Callable[[], Dashboard]]] = {
    "desk.json": desk,
    "operations.json": operations,
    "situation.json": situation,
}


def built(file: str) -> str:
    """Return a dashboard as JSON, the same text for the same Python."""
    board = DASHBOARDS[file]().build()
    for number, panel in enumerate(board.panels or (), start=1):
        panel.id_val = number  # links to a panel name it
    return JSONEncoder(sort_keys=True, indent=2).encode(board) + "\n"


def main() -> int:
    """Write the committed files, or with `--check` say whether they are up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only; 1 when they differ")
    compare_only = parser.parse_args().check
    for file in DASHBOARDS:
        committed = COMMITTED / file
        if not compare_only:
            committed.write_text(built(file), encoding="utf-8")
        elif committed.read_text(encoding="utf-8") != built(file):
            sys.stderr.write(f"{committed} is out of date: run `python -m deploy.grafana.build`\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
