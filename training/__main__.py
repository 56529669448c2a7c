"""Train the reader's network from its labels and export it: `python -m tocsin.training`.

Seeded; needs `requirements/train.txt` and the base that `training/base.py` writes. Without the
corpus of other people's texts only our own passages are used, and the table says so.
"""

import argparse
import json
import os
from itertools import islice
from pathlib import Path

from safetensors.torch import save_file

from tocsin.services.encoders.onnx import load
from tocsin.services.reading.network.calibration import Calibration
from tocsin.services.reading.network.prefilter import Prefilter
from tocsin.training.calibrate import calibrated
from tocsin.training.export import export, write_signs
from tocsin.training.labels import KEPT_OUT, REAL, WRITTEN, Row, rows_of
from tocsin.training.network import Reader
from tocsin.training.prefilter import fit, labelled_sentences, read_sentences
from tocsin.training.restore import restored
from tocsin.training.scoring import read_scores, told
from tocsin.training.shrink import shrunk
from tocsin.training.train import Lessons, TrainingPlan, report, train

_UNLABELLED = {"wikinews-2019-2020": 400, "pool-agency": 400}
"""Files of unlabelled texts, and how many of each show what quiet news looks like."""
ONE_IN = 20
"""One passage in this many of each file is held out: limits and calibration are chosen by them."""
_LABELLED = ("dev", "dev-articles")
"""Labelled files of the corpus that are taught from as well; `written` only checks."""


def main() -> None:
    """Train, export, calibrate, print the table."""
    options = _options()
    taught, aside, kept_out = labels(options.corpus)
    plan = TrainingPlan(
        _base(options.base), options.passes, options.rounded, options.batch, options.rate,
        options.seed, options.threads, options.frozen, options.minutes, options.weights,
    )  # fmt: skip
    options.weights.parent.mkdir(parents=True, exist_ok=True)
    reader, tokenizer = train(Lessons(taught), plan, _start(options.start, options.layers))
    save_file(reader.state_dict(), options.weights)
    report(reader, tokenizer, {"aside": aside})
    articles = unlabelled(options.corpus)
    finish(reader, options.out, options.base, (taught, aside), articles, options.seed)
    encoder = load(options.out)
    for name, rows in kept_out.items():
        print(f"{name:14} {told(read_scores(encoder, rows))}", flush=True)


def finish(
    reader: Reader,
    out: Path,
    base: Path,
    rows: tuple[list[Row], list[Row]],
    unlabelled: list[str],
    seed: int,
) -> None:
    """Export a trained network, with what decides which sentences it reads and how sure it is.

    Args:
        reader: trained.
        out: folder of the exported network.
        base: folder of the base, whose tokenizer is taken.
        rows: the training rows, and those held out.
        unlabelled: articles as they come.
        seed: of the prefilter.
    """
    taught, aside = rows
    everything = Prefilter({}, 0, 0)
    export(reader, out, base, everything, Calibration({}))
    seen = [*labelled_sentences(taught), *read_sentences(load(out), unlabelled)]
    sieve = fit(seen, seed)
    write_signs(out, sieve, Calibration({}))
    write_signs(out, sieve, calibrated(load(out), aside))


def labels(corpus: Path | None) -> tuple[list[Row], list[Row], dict[str, list[Row]]]:
    """Return the training rows, those held out for calibration, and the kept-out ones by file."""
    files = sorted(WRITTEN.glob("*.jsonl")) + sorted(REAL.glob("*.jsonl"))
    kept_out = {one.stem: list(rows_of([one], corpus)) for one in files if one.stem in KEPT_OUT}
    if corpus is None:
        print("no corpus: training on our own passages alone (set TOCSIN_CORPUS to its folder)")
    else:
        files += sorted((corpus / "train").glob("*.jsonl"))
        kept_out["written"] = list(rows_of([corpus / "written.jsonl"]))
    taught: list[Row] = []
    aside: list[Row] = []
    for file in files:
        rows = [] if file.stem in KEPT_OUT else list(rows_of([file], corpus))
        aside += rows[::ONE_IN]
        taught += [row for at, row in enumerate(rows) if at % ONE_IN]
    if corpus is not None:
        taught += list(rows_of(corpus / f"{name}.jsonl" for name in _LABELLED))
    return taught, aside, kept_out


def unlabelled(corpus: Path | None) -> list[str]:
    """Return some articles as they come, of each kind."""
    if corpus is None:
        return []
    found: list[str] = []
    for name, count in _UNLABELLED.items():
        with (corpus / f"{name}.jsonl").open(encoding="utf-8") as lines:
            found += [json.loads(line)["text"] for line in islice(lines, count)]
    return found


def usual_corpus() -> Path | None:
    """Return the folder that TOCSIN_CORPUS names, else the one beside the checkout if it exists."""
    named = os.environ.get("TOCSIN_CORPUS")
    usual = Path(__file__).parents[2] / "shared" / "corpus"
    return Path(named) if named else usual if usual.is_dir() else None


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    cache = Path(".cache/reader")
    parser.add_argument("--corpus", type=Path, default=usual_corpus(), help="other people's texts")
    parser.add_argument("--base", type=Path, default=cache / "base", help="as `base.py` writes it")
    parser.add_argument(
        "--out", type=Path, default=cache / "deep", help="folder of the exported network"
    )
    parser.add_argument("--weights", type=Path, default=cache / "reader.safetensors")
    parser.add_argument("--start", type=Path, help="folder of a network to go on from")
    parser.add_argument("--layers", type=int, nargs="+", help="those of --start that are kept")
    parser.add_argument("--passes", type=int, default=7)
    parser.add_argument("--rounded", type=int, default=2, help="last passes with rounded weights")
    parser.add_argument("--frozen", type=int, default=4, help="lowest layers that are not taught")
    parser.add_argument("--minutes", type=float, help="end by then")
    parser.add_argument("--batch", type=int, default=12)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def _start(folder: Path | None, layers: list[int] | None) -> Reader | None:
    """Return the network to go on from, or some of its layers; None begins with the base."""
    if folder is None:
        return None
    whole = restored(folder)
    return shrunk(whole, layers) if layers else whole


def _base(folder: Path) -> Path:
    if not (folder / "model.safetensors").is_file():
        message = f"{folder} has no base encoder: `make train` fetches and writes it"
        raise SystemExit(message)
    return folder


if __name__ == "__main__":
    main()
