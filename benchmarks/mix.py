"""The articles that every peer reads: corpus texts among fillers in which nothing is a candidate.

Deterministic: the same share and count give the same bytes. Where the corpus (TOCSIN_CORPUS) is
not there the seeds stand in for it.
"""

import json
import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tocsin.schemas.article import Article
from tocsin.services.settings import SEEDS

ROOT = Path(__file__).resolve().parents[1]
CORPUS = Path(os.environ.get("TOCSIN_CORPUS", ROOT.parent / "shared" / "corpus"))
FIRST_DAY = datetime(2024, 1, 1, tzinfo=UTC)
"""Two million articles end before today: what is published in the future is set aside."""
FILLER_CHARACTERS = 2_600
VARIETY = 500
"""So many different fillers; each is distinguished by its first words."""

_WHO = (
    "The library",
    "The swimming pool",
    "The museum shop",
    "The puppet theatre",
    "The bakery",
    "The choir",
    "The music school",
    "The old theatre",
)
_WHAT = (
    "tested a timetable that is printed in larger letters",
    "sold tickets that are printed in larger letters",
    "introduced a menu with vegetables from nearby farms",
    "bought a second coffee machine after long talks about its price",
    "repaired the clock on the market square, which had been slow since spring",
)
"""Sentences of these the prefilter drops, with some room for the next one."""

_WHEN = ("On Monday", "Last week", "In the evening", "After the holidays", "This spring")


def mixed(count: int, share: float) -> Iterator[Article]:
    """Yield `count` articles of which `share` are corpus texts, evenly spread.

    The last ones are corpus texts, so that who has published their reports has read all.
    """
    told, fillers = _told(), _fillers()
    every = round(1 / share)
    for number in range(count):
        published = FIRST_DAY + timedelta(seconds=number * 20)
        if number % every == every - 1:
            text = told[number // every % len(told)]
            yield _article(f"told-{number}", text, published)
        else:
            text = f"{_name(number)} and {fillers[number % VARIETY]}"
            yield _article(f"filler-{number}", text, published)


def _article(article_id: str, text: str, published: datetime) -> Article:
    return Article(id=article_id, source="Bench Wire", text=text, published_at=published)


def _told() -> list[str]:
    files = [CORPUS / "pool-2025.jsonl", CORPUS / "wikinews-2019-2020.jsonl"]
    if not all(file.exists() for file in files):
        files = sorted((SEEDS / "articles").glob("*.jsonl"))
    texts = [json.loads(line)["text"] for file in files for line in file.open("rb")]
    random.Random(10).shuffle(texts)  # noqa: S311 - a fixed order, no secret
    return texts


def _fillers() -> list[str]:
    dice = random.Random(11)  # noqa: S311 - a fixed order, no secret
    return [_filler(dice) for _ in range(VARIETY)]


def _name(number: int) -> str:
    """Return a name that only this number has: a number itself would make a candidate."""
    return "".join("BCDFGHKLMN"[int(digit)] for digit in str(number)).capitalize()


def _filler(dice: random.Random) -> str:
    text = ""
    while len(text) < FILLER_CHARACTERS:
        who = dice.choice(_WHO)
        text += f"{dice.choice(_WHEN)} {who[0].lower()}{who[1:]} {dice.choice(_WHAT)}. "
    return text[0].lower() + text[1:]
