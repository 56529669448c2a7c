"""How fast is the reading, stage by stage, on one core? Run by `make bench-reading`.

Takes JSON Lines of articles (`text`, `id`); with none given, the labelled and unlabelled news of
TOCSIN_CORPUS (default ../shared/corpus), and fillers without a candidate that it makes itself.
"""

import argparse
import json
import os
import resource
import statistics
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from schemas.article import ArticleText
from services.detector.parsers import NO_PARSER, loaded_parser
from services.detector.reading.dates.find import find_dates
from services.detector.reading.figures.find import find_figures
from services.detector.reading.gate import candidates
from services.detector.reading.language import is_english
from services.detector.reading.places.find import find_places
from services.detector.reading.reader import read_all
from services.detector.reading.sentences import split_sentences
from services.detector.reading.text import clean
from services.detector.reading.words.parsing import Parser
from services.settings import Settings

CORPUS = Path(
    os.environ.get("TOCSIN_CORPUS", Path(__file__).parents[1].parent / "shared" / "corpus")
)
ROUNDS = 3
FILLER = (
    "The town council met on Monday to discuss the new bus line, school meals and the library. "
    "Members agreed that the timetable should be printed in larger letters. "
)
FILLER_CHARACTERS = 2_600


def articles(file: Path) -> list[ArticleText]:
    """Return the texts of a JSON Lines file."""
    return [ArticleText.read(line) for line in file.read_bytes().splitlines() if line.strip()]


def fillers(count: int) -> list[ArticleText]:
    """Return articles in which nothing is a candidate."""
    text = (FILLER * 20)[:FILLER_CHARACTERS]
    return [ArticleText(id=str(number), text=f"{number} {text}") for number in range(count)]


def timed(work: Callable[[ArticleText], object], texts: Iterable[ArticleText]) -> float:
    """Return the processor seconds that a piece of work takes on all texts."""
    started = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - started


TOGETHER = 50
"""Articles that are read at once, as the detector does."""


def batches(parser: Parser, texts: list[ArticleText]) -> float:
    """Return the processor seconds that the whole reading takes, some articles at a time."""
    started = time.process_time()
    for start in range(0, len(texts), TOGETHER):
        read_all(texts[start : start + TOGETHER], parser)
    return time.process_time() - started


STAGES: dict[str, Callable[[ArticleText], object]] = {
    "language": is_english,
    "clean": lambda one: clean(one.text),
    "gate": lambda one: candidates(one.text),
    "sentences": lambda one: list(split_sentences(one.text)),
    "figures": lambda one: find_figures(one.text),
    "places": lambda one: find_places(one.text),
    "dates": lambda one: find_dates(one.text),
}


def measure(name: str, texts: list[ArticleText], parsers: dict[str, Parser]) -> dict[str, object]:
    """Print and return the microseconds an article for each stage over whole texts.

    The last stages are the whole reading, with each parser.
    """
    characters = statistics.fmean(len(one.text) for one in texts)
    row: dict[str, object] = {"set": name, "articles": len(texts), "characters": round(characters)}
    print(f"{name}: {len(texts):,} articles of {characters:,.0f} characters")
    works = {stage: partial(timed, work) for stage, work in STAGES.items()}
    works |= {f"read, {name}": partial(batches, parser) for name, parser in parsers.items()}
    for stage, run in works.items():
        seconds = statistics.median(run(texts) for _ in range(ROUNDS))
        row[stage] = round(seconds / len(texts) * 1e6, 1)
        print(f"  {stage:30} {row[stage]:>9} µs/article {len(texts) / seconds:>10,.0f} articles/s")
    return row


def main() -> None:
    """Measure the sets that are there and print one JSON line at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    files = parser.parse_args().files or [
        file
        for file in (CORPUS / "pool-2025.jsonl", CORPUS / "wikinews-2019-2020.jsonl")
        if file.exists()
    ]
    sets = {"no candidate": fillers(2_000)} | {file.stem: articles(file) for file in files}
    chosen = Settings.load().parser
    parsers = {name: loaded_parser(name) for name in dict.fromkeys((NO_PARSER, chosen))}
    rows = [measure(name, texts, parsers) for name, texts in sets.items()]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB")
    print(json.dumps({"sets": rows, "peak_mb": round(peak)}))


if __name__ == "__main__":
    main()
