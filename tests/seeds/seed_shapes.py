"""What the seed labels hold beyond what is scored, and where the seeds are."""

from pathlib import Path

from pydantic import ConfigDict

from tocsin.services.evaluation.labels import Label, LabelledText

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


class SeedLabel(Label):
    """One event that a careful reader finds in a seed article, with the words that tell it."""

    model_config = ConfigDict(extra="forbid")

    sentence: str


class LabelledSeed(LabelledText):
    """A seed article with its events; a misspelt key is an error here."""

    model_config = ConfigDict(extra="forbid")

    events: tuple[SeedLabel, ...]
