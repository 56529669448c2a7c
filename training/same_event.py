"""Fit the weights by which the judging says whether two reports describe one event. By hand.

    python -m tocsin.training.same_event FILE... [--same-event FOLDER] [--check]

FILE... are articles (JSON Lines) that the labelled pairs of `labels/pairs` name. The folder holds
`dev.articles.jsonl` and `dev.gold.jsonl`: news of several outlets on similar events, as they came
and with the second event of each topic moved to the time of the first. `--check` also fits without
each topic, and without each fifth of the labelled ones, and prints how well their pairs are judged
then. The weights go to
`services/judging/incidents/coreference/same_event.json`.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, product
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tocsin.schemas.article import ArticleText
from tocsin.schemas.report import Report
from tocsin.schemas.vocabulary import Modality, Scope
from tocsin.services.encoders.choice import encoder_named
from tocsin.services.judging.incidents.comparable_report import ComparableReport
from tocsin.services.judging.incidents.coreference import pair_score
from tocsin.services.judging.incidents.coreference.feature import Feature
from tocsin.services.judging.incidents.coreference.pair_score import features
from tocsin.services.judging.incidents.near_duplicate import is_near_duplicate
from tocsin.services.judging.state.slot_state import HeldReport
from tocsin.services.reading.article.reports import reports_of

PAIRS: Final = Path(__file__).parent / "labels" / "pairs"
WEIGHTS: Final = Path(pair_score.__file__).with_name("same_event.json")
LONGEST: Final = timedelta(days=40)
LIVE: Final = (Modality.OCCURRED, Modality.ANNOUNCED)

FOR: Final = frozenset(
    {
        Feature.SAME_TEXT,
        Feature.SAME_SENTENCE,
        Feature.NAMES,
        Feature.SENTENCE_NAMES,
        Feature.WORDS,
        Feature.SAME_PLACE,
        Feature.NEAR_PLACE,
        Feature.SAME_TIME,
        Feature.SAME_CAUSE,
        Feature.SAME_WIDE_CAUSE,
        Feature.SAME_COMMON_CAUSE,
        Feature.SAME_LARGE_FIGURE,
        Feature.SAME_FIGURE,
        Feature.SAME_SMALL_FIGURE,
        Feature.CONTINUED,
        Feature.CONTINUED_LINKED,
        Feature.ACTOR,
        Feature.OUTLET,
        Feature.LASTING,
    }
)
"""Features that can only speak for one event, so that an explanation makes sense."""

AGAINST: Final = frozenset(
    {
        Feature.NO_NAMES,
        Feature.STRUCK_AGAIN,
        Feature.FAR_PLACE,
        Feature.OTHER_TIME,
        Feature.NOT_YET,
        Feature.OTHER_SPOT,
        Feature.ANOTHER,
        Feature.OTHER_MAGNITUDE,
        Feature.GAP,
        Feature.GAP_RECURRING,
        Feature.GAP_WIDE,
        Feature.GAP_LASTING,
        Feature.GAP_NAMELESS,
        Feature.OTHER_CAUSE,
        Feature.LARGER_LATER,
        Feature.SMALLER_LATER,
        Feature.FAR_FIGURE,
        Feature.OTHER_IN_ARTICLE,
        Feature.LATE_IN_TEXT,
        Feature.NAMES_LATE_IN_TEXT,
        Feature.OTHER_MEASURE,
        Feature.OTHER_ORIGIN,
        Feature.NO_COUNTRY,
    }
)
BELIEVED: Final = {
    Feature.BIAS: -1.0,
    Feature.SAME_TEXT: 3.0,
    Feature.SAME_SENTENCE: 1.0,
    Feature.SAME_LARGE_FIGURE: 1.5,
    Feature.SAME_CAUSE: 1.0,
    Feature.CONTINUED_LINKED: 1.5,
    Feature.OTHER_IN_ARTICLE: -1.5,
    Feature.OTHER_ORIGIN: -4.0,
    Feature.ACTOR: 0.5,
    Feature.OTHER_CAUSE: -2.5,
    Feature.CONTINUED: 0.5,
    Feature.OTHER_SPOT: -2.0,
    Feature.STRUCK_AGAIN: -3.0,
    Feature.FAR_PLACE: -5.0,
    Feature.FAR_FIGURE: -2.0,
    Feature.NOT_YET: -4.0,
    Feature.OTHER_TIME: -4.0,
    Feature.SAME_PLACE: 0.8,
    Feature.ANOTHER: -1.5,
    Feature.OTHER_MAGNITUDE: -3.0,
    Feature.LASTING: 2.0,
    Feature.GAP_LASTING: -2.2,
    Feature.SMALLER_LATER: -1.0,
    Feature.GAP_NAMELESS: -1.5,
    Feature.NO_COUNTRY: -1.5,
}
"""What few pairs show but is known; weights are drawn to these, all others to 0."""

LONGEST_STEP: Final = 1.0
"""Newton's method diverges from a distant start if its steps may be larger."""

HELD: Final = 30.0
"""How strongly."""

DIFFERENT: Final = 2.0
"""How much more different pairs count: a wrong merge hides an event."""

TOTALS: Final = {"labelled": 3_000.0}
"""How much a set counts; others count 1,500.

The labelled pairs count as much as the other two together. These hold the same articles, on pairs
of events only, so that a frequent cause (shootings, air strikes) alone nearly says one event there.
With less for the labelled pairs, the strikes of one war on days in a row run together.
"""

MEASURING: Final = ("2025-06", "2025-12")
"""Months of `tests/gold` that measure only: nothing is fitted to pairs with an item of these."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """Two reports and whether they describe one event."""

    one: ComparableReport
    other: ComparableReport
    is_same: bool
    topic: str


def mentions_of(rows: Sequence[dict[str, Any]]) -> dict[str, list[ComparableReport]]:
    """Read articles; return the live reports of each, by article."""
    encoder = encoder_named("default")
    found: dict[str, list[ComparableReport]] = defaultdict(list)
    for row in rows:
        known = {key: row[key] for key in ArticleText.model_fields if row.get(key) is not None}
        for report in reports_of(ArticleText.model_validate(known), encoder):
            if report.published_at and report.modality in LIVE and report.scope is Scope.EVENT:
                held = HeldReport(report=report, arrived=report.published_at)
                found[report.article_id].append(ComparableReport(held))
    return found


def labelled_pairs(mentions: dict[str, list[ComparableReport]]) -> Iterator[Pair]:
    """Yield the pairs of reports that the labelled pairs of articles give."""
    for file in sorted(PAIRS.glob("*.jsonl")):
        for number, line in enumerate(file.read_text("utf-8").splitlines()):
            row = json.loads(line)
            if any(f"-{month}-" in row[side] for month in MEASURING for side in ("a", "b")):
                continue
            told = row.get("measures", ())
            ones = _measuring(mentions.get(row["a"], ()), row.get("measures_a", told))
            others = _measuring(mentions.get(row["b"], ()), row.get("measures_b", told))
            for one, other in product(ones, others):
                if _can_meet(one.report, other.report):
                    topic = row.get("story") or f"{file.stem} {number % 20}"
                    yield Pair(one, other, row["label"] != "different", topic)


def same_event_pairs(folder: Path, *, shift: bool) -> Iterator[Pair]:
    """Yield all pairs of reports of the folder's events."""
    import sys  # noqa: PLC0415 - the folder brings its own module

    sys.path.insert(0, str(folder))
    import score  # type: ignore[import-not-found] # noqa: PLC0415

    articles = [json.loads(line) for line in (folder / "dev.articles.jsonl").open()]
    gold = [json.loads(line) for line in (folder / "dev.gold.jsonl").open()]
    told = mentions_of(score.shifted(articles) if shift else articles)
    named = [(one, event) for mine in told.values() for one in mine if (event := _event(one, gold))]
    for (one, mine), (other, theirs) in combinations(named, 2):
        if _can_meet(one.report, other.report):
            yield Pair(one, other, mine == theirs, f"same-event {one.report.article_id[:2]}")


def _event(mention: ComparableReport, gold: Sequence[dict[str, Any]]) -> str | None:
    """Return the event that a report describes: by its names, its figure, or as the only one."""
    report = mention.report
    fits = [
        row
        for row in gold
        if report.article_id in row["figures_by_document"]
        and row["type"] == report.event_type
        and report.subtype in {None, row["subtype"], *row.get("also_subtypes", ())}
    ]
    named = [r for r in fits if any(n in report.evidence.sentence for n in r.get("names", ()))]
    fits = named or [row for row in fits if not row.get("names")]
    figure = report.quantity.figure
    exact = [row for row in fits if figure in row["figures_by_document"][report.article_id]]
    plain = [row for row in fits if not row.get("background")]
    if exact:
        return str(min(exact, key=lambda row: bool(row.get("background")))["event"])
    return str((plain or fits)[0]["event"]) if len(plain or fits) == 1 else None


def _measuring(
    mentions: Sequence[ComparableReport], measures: Sequence[str]
) -> list[ComparableReport]:
    return [one for one in mentions if {one.report.subtype, one.report.event_type} & set(measures)]


def _can_meet(one: Report, other: Report) -> bool:
    if one.published_at is None or other.published_at is None:
        return False
    return (
        one.country == other.country
        and one.event_type is other.event_type
        and abs(one.published_at - other.published_at) <= LONGEST
    )


def matrix(pairs: Sequence[Pair]) -> tuple[Matrix, Matrix]:
    """Return the features of pairs, a row each, and 1 for those of one event."""
    for pair in pairs:
        if pair.one is not pair.other and is_near_duplicate(pair.one.report, pair.other.report):
            pair.one.alike.add(pair.other.id)
            pair.other.alike.add(pair.one.id)
    columns = list(Feature)
    rows = np.zeros((len(pairs), len(columns)))
    for row, pair in enumerate(pairs):
        for feature, value in features(pair.one, pair.other).items():
            rows[row, columns.index(feature)] = value
    return rows, np.array([float(pair.is_same) for pair in pairs])


def balanced(pairs: Sequence[Pair], total: float) -> Matrix:
    """Return weights of pairs: each of a topic with many counts less."""
    counts = Counter((pair.topic, pair.is_same) for pair in pairs)
    weights = np.array([counts[pair.topic, pair.is_same] ** -0.5 for pair in pairs])
    same = np.array([pair.is_same for pair in pairs])
    for side, part in ((same, 1 / (1 + DIFFERENT)), (~same, DIFFERENT / (1 + DIFFERENT))):
        weights[side] *= total * part / max(weights[side].sum(), 1e-9)
    return weights


def fitted(rows: Matrix, same: Matrix, weights: Matrix) -> Matrix:
    """Return the weights of features: logistic regression with known signs."""
    columns = list(Feature)
    sign = np.array([1 if one in FOR else -1 if one in AGAINST else 0 for one in columns])
    believed = np.array([BELIEVED.get(one, 0.0) for one in columns])
    free = np.ones(len(columns), dtype=bool)
    while True:
        theta = np.zeros(len(columns))
        theta[free] = _newton(rows[:, free], same, weights, believed[free])
        wrong = theta * sign < 0
        if not wrong.any():
            return theta
        free &= ~wrong


def _newton(rows: Matrix, same: Matrix, weights: Matrix, believed: Matrix) -> Matrix:
    theta, ridge = believed.copy(), np.where(believed == 0, 1.0, HELD)
    for _ in range(100):
        likely = 1 / (1 + np.exp(-rows @ theta))
        slope = rows.T @ (weights * (likely - same)) + ridge * (theta - believed)
        curve = (rows * (weights * likely * (1 - likely))[:, None]).T @ rows + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        theta -= step * min(1.0, LONGEST_STEP / np.abs(step).max())
        if np.abs(step).max() < 1e-6:  # noqa: PLR2004
            break
    return theta


def told(rows: Matrix, same: Matrix, theta: Matrix) -> str:
    """Return precision and recall of pairs."""
    found = rows @ theta > 0
    right = float((found & (same == 1)).sum())
    return f"precision {right / max(1, found.sum()):.3f}, recall {right / max(1, same.sum()):.3f}"


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--same-event", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    written = sorted((PAIRS / "texts").glob("*.jsonl"))
    lines = [json.loads(row) for file in [*options.articles, *written] for row in file.open()]
    wanted = {
        row[side]
        for file in PAIRS.glob("*.jsonl")
        for row in map(json.loads, file.open())
        for side in ("a", "b")
    }
    sets = {"labelled": list(labelled_pairs(mentions_of([x for x in lines if x["id"] in wanted])))}
    if options.same_event:
        sets["same-event"] = list(same_event_pairs(options.same_event, shift=False))
        sets["same-event, moved"] = list(same_event_pairs(options.same_event, shift=True))
    made = {name: matrix(pairs) for name, pairs in sets.items()}
    rows = np.vstack([one for one, _ in made.values()])
    same = np.concatenate([one for _, one in made.values()])
    weights = np.concatenate(
        [balanced(pairs, TOTALS.get(name, 1_500.0)) for name, pairs in sets.items()]
    )
    theta = fitted(rows, same, weights)
    for feature, weight in zip(Feature, theta, strict=True):
        print(f"{feature:22} {weight:6.2f}")
    for name, (mine, truth) in made.items():
        print(f"{name}: {len(mine)} pairs, {int(truth.sum())} same; {told(mine, truth, theta)}")
    if options.check:
        _check(sets, rows, same, weights)
    result = {feature.value: round(float(w), 2) for feature, w in zip(Feature, theta, strict=True)}
    WEIGHTS.write_text(json.dumps({"weights": result}, indent=2) + "\n", encoding="utf-8")


def _check(sets: dict[str, list[Pair]], rows: Matrix, same: Matrix, weights: Matrix) -> None:
    """Print how well pairs are judged by weights that did not see their topics."""
    topics = np.array([pair.topic for pairs in sets.values() for pair in pairs])
    news = sorted({one for one in topics if one.startswith("same-event")})
    labelled = sorted(set(topics) - set(news))
    folds = {
        "each topic unseen": [[one] for one in news],
        "labelled pairs, each fifth of the topics unseen": [labelled[n::5] for n in range(5)],
    }
    for name, parts in folds.items():
        score, mine = np.zeros(len(same)), np.zeros(len(same), dtype=bool)
        for part in parts:
            unseen = np.isin(topics, part)
            theta = fitted(rows[~unseen], same[~unseen], weights[~unseen])
            score[unseen], mine[unseen] = rows[unseen] @ theta, True
        print(f"{name}:", told(score[mine, None], same[mine], np.ones(1)))


if __name__ == "__main__":
    main()
