"""Where the seeds lie: they come with the package."""

from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
