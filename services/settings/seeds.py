"""Path of the seeds that ship with the package."""

from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
