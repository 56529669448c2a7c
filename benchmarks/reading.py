"""How fast is the reading, stage by stage, on one core, and is it as good as it was?

Takes JSON Lines of articles (`text`, `id`); with none given, the labelled and unlabelled news of
TOCSIN_CORPUS (default ../shared/corpus), and fillers without a candidate that it makes itself.
"""

import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import yaml
from result import Cell, Result, Table, options

from tocsin.schemas.article import ArticleText
from tocsin.services.encoders.choice import encoder_named
from tocsin.services.evaluation.labels import parse_row
from tocsin.services.evaluation.matching import pair
from tocsin.services.evaluation.score import score
from tocsin.services.reading.dates.find import find_dates
from tocsin.services.reading.figures.find import find_figures
from tocsin.services.reading.language import is_english
from tocsin.services.reading.network.encoding import Encoder
from tocsin.services.reading.places.find import find_places
from tocsin.services.reading.reader import read, read_one
from tocsin.services.reading.sentences import split_sentences
from tocsin.services.reading.text import clean
from tocsin.services.settings import Settings

CORPUS = Path(
    os.environ.get("TOCSIN_CORPUS", Path(__file__).parents[1].parent / "shared" / "corpus")
)
FLOORS = Path(__file__).parents[1] / "tests" / "quality" / "floors.yaml"
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
    text = FILLER * (FILLER_CHARACTERS // len(FILLER))  # whole sentences: a torn one may be read
    # no number in the text: beside "council" and "Monday" it would make a candidate
    return [ArticleText(id=str(number), text=text) for number in range(count)]


def timed(work: Callable[[ArticleText], object], texts: Iterable[ArticleText]) -> float:
    """Return the processor seconds that a piece of work takes on all texts."""
    started = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - started


TOGETHER = 50
"""Articles that are read at once, as the detector does."""


def batches(encoder: Encoder, texts: list[ArticleText]) -> float:
    """Return the processor seconds that the whole reading takes."""
    started = time.process_time()
    for article in texts:
        read_one(article, encoder)
    return time.process_time() - started


STAGES: dict[str, Callable[[ArticleText], object]] = {
    "language": is_english,
    "clean": lambda one: clean(one.text),
    "sentences": lambda one: list(split_sentences(one.text)),
    "figures": lambda one: find_figures(one.text),
    "places": lambda one: find_places(one.text),
    "dates": lambda one: find_dates(one.text),
}


def stages(texts: list[ArticleText], encoder: Encoder) -> dict[str, float]:
    """Return the median microseconds an article for each stage over whole texts.

    The last stage is the whole reading.
    """
    works = {stage: partial(timed, work) for stage, work in STAGES.items()}
    works["prefilter"] = partial(timed, lambda one: _passing(encoder, one))
    works["read"] = partial(batches, encoder)
    return {
        stage: statistics.median(run(texts) for _ in range(ROUNDS)) / len(texts) * 1e6
        for stage, run in works.items()
    }


def _passing(encoder: Encoder, article: ArticleText) -> int:
    return sum(encoder.prefilter.passes(one.text) for one in split_sentences(article.text))


def speed(sets: dict[str, list[ArticleText]], encoder: Encoder) -> Table:
    """Return a row for each stage, a column for each set."""
    measured = {name: stages(texts, encoder) for name, texts in sets.items()}
    sizes = {name: statistics.fmean(len(one.text) for one in texts) for name, texts in sets.items()}
    told = [f"{name} ({len(sets[name]):,} of {size:,.0f} letters)" for name, size in sizes.items()]
    rows = [
        [stage, *(measured[name][stage] for name in sets)]
        for stage in next(iter(measured.values()))
    ]
    return Table("Reading, CPU µs an article, one core", ("stage", *told), rows)


def quality(encoder: Encoder) -> Table:
    """Return how the reading scores on each labelled corpus beside its floors."""
    pinned = yaml.safe_load(FLOORS.read_text("utf-8"))
    rows: list[list[Cell]] = []
    for name, floors in pinned.items():
        file = CORPUS / name
        if not file.exists():
            rows.append([name, "not there", None, None, None])
            continue
        labelled = [parse_row(line) for line in file.read_bytes().splitlines() if line.strip()]
        values = score(pair(row.events, read(row, encoder)) for row in labelled).pinned
        rows += [
            [name, kind, f"{values[kind]:.3f}", f"{floor:.3f}", verdict(values[kind], floor)]
            for kind, floor in floors["floors"].items()
        ]
    return Table("Its quality", ("corpus", "measure", "now", "floor", ""), rows)


def verdict(value: float, floor: float) -> str:
    return "kept" if value >= floor else "below"


def main() -> None:
    """Measure the sets that are there, and the quality with the encoder that is chosen."""
    options_ = options(__doc__)
    options_.add_argument("files", nargs="*", type=Path)
    options_.add_argument("--most", type=int, default=1_000, help="articles of each set")
    given = options_.parse_args()
    files = given.files or [
        file
        for file in (CORPUS / "pool-2025.jsonl", CORPUS / "wikinews-2019-2020.jsonl")
        if file.exists()
    ]
    sets = {"no candidate": fillers(given.most)}
    sets |= {file.stem: articles(file)[: given.most] for file in files}
    encoder = encoder_named(Settings.load().reader)
    result = Result("reading", [speed(sets, encoder)])
    result.save(given.save)
    result.tables.append(quality(encoder))
    below = sum(row[-1] == "below" for row in result.tables[-1].rows)
    result.at_most("measures of quality below their floor", 0, below)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    result.notes = [f"Peak memory {peak:,.0f} MB; {TOGETHER} articles read together."]
    result.save(given.save)
    sys.stdout.write("\n".join(result.markdown()))


if __name__ == "__main__":
    main()
