"""`python -m deploy.grafana.build [--check]`: write the dashboard's JSON, or compare it."""

import argparse
import sys
from pathlib import Path
from typing import Final

from grafana_foundation_sdk.cog.encoder import JSONEncoder

from deploy.grafana.dashboard import dashboard

COMMITTED: Final = Path(__file__).parent / "dashboards" / "tocsin.json"


def built() -> str:
    """Return the dashboard as JSON, the same text for the same Python."""
    board = dashboard().build()
    for number, panel in enumerate(board.panels or (), start=1):
        panel.id_val = number  # links to a panel name it
    return JSONEncoder(sort_keys=True, indent=2).encode(board) + "\n"


def main() -> int:
    """Write the committed file, or with `--check` say whether it is up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only; 1 when they differ")
    if not parser.parse_args().check:
        COMMITTED.write_text(built(), encoding="utf-8")
        return 0
    if COMMITTED.read_text(encoding="utf-8") == built():
        return 0
    sys.stderr.write(f"{COMMITTED} is out of date: run `python -m deploy.grafana.build`\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
