"""What the network for other languages is taught from, and what it is looked at by."""

import random

from tocsin.training.labels import KEPT_OUT, LANGUAGES, WRITTEN, Row, rows_of

ONE_IN = 12
"""One passage in this many of each language is held out: to see how it goes, and to calibrate."""
LONGEST = 300
"""Characters of an English passage: short ones teach as much in less time."""
SECOND_HANDS = "-2"
"""Files that no training sees: the honest test inside the house."""


def labels() -> tuple[list[Row], list[Row]]:
    """Return the passages to train on in other languages, and those held out."""
    taught: list[Row] = []
    aside: list[Row] = []
    for file in sorted(LANGUAGES.glob("*.jsonl")):
        if file.stem.endswith(SECOND_HANDS):
            continue
        rows = list(rows_of([file]))
        aside += rows[::ONE_IN]
        taught += [row for at, row in enumerate(rows) if at % ONE_IN]
    return taught, aside


def english_passages(count: int) -> list[Row]:
    """Return some short English passages that were written for this project."""
    files = [one for one in sorted(WRITTEN.glob("*.jsonl")) if one.stem not in KEPT_OUT]
    short = [row for row in rows_of(files) if len(row["text"]) <= LONGEST]
    return random.Random(count).sample(short, min(count, len(short)))
