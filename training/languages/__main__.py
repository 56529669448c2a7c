"""Train the network for other languages and export it: `python -m tocsin.training.languages`.

Seeded; needs `requirements/languages.txt`. Each pass has all passages of the other languages, and
another part of the English ones: so those of the others weigh more, and nothing is forgotten.
"""

import argparse
from pathlib import Path

from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from tocsin.services.encoders.onnx import load
from tocsin.services.reading.network.calibration import Calibration
from tocsin.services.reading.network.prefilter import Prefilter
from tocsin.training.calibrate import calibrated
from tocsin.training.export import export, write_signs
from tocsin.training.labels import Row
from tocsin.training.languages.base import write_base
from tocsin.training.languages.labels import english_passages, labels
from tocsin.training.languages.mentions import read_passage, taught_passage
from tocsin.training.network import Reader, sizes_of
from tocsin.training.scoring import scores_of, told
from tocsin.training.train import Lessons, TrainingPlan, train

EVERYTHING = Prefilter({}, 0, 0)
"""Lets every sentence through."""


def main() -> None:
    """Write the base, train, print the measures by language."""
    options = _options()
    taught, aside = labels()
    english = english_passages(options.english)
    if not (options.base / "model.safetensors").is_file():
        texts = [row[key] for row in taught + english for key in ("title", "text") if row.get(key)]
        write_base(options.base, texts)
    plan = TrainingPlan(
        options.base, options.passes, options.rounded, options.batch, options.rate, options.seed,
        options.threads, options.frozen, options.minutes, options.weights,
    )  # fmt: skip
    options.weights.parent.mkdir(parents=True, exist_ok=True)
    reader, tokenizer = train(Lessons(taught, english, taught_passage), plan, _start(options))
    save_file(reader.state_dict(), options.weights)
    report_by_language(reader, tokenizer, aside)
    finish(reader, options.out, options.base, aside)


def finish(reader: Reader, out: Path, base: Path, aside: list[Row]) -> None:
    """Export a trained network that reads every sentence, with how sure it is.

    Which sentences are worth reading is not learned here: its words are counted by their beginnings
    in small letters, which not all scripts have.

    Args:
        reader: trained.
        out: folder of the exported network.
        base: folder of the base, whose tokenizer is taken.
        aside: passages that it did not learn from.
    """
    export(reader, out, base, EVERYTHING, Calibration({}))
    write_signs(out, EVERYTHING, calibrated(load(out), aside))


def report_by_language(reader: Reader, tokenizer: Tokenizer, rows: list[Row]) -> None:
    """Print the measures of the network alone for each language."""
    for language in sorted({row["language"] for row in rows}):
        own = [row for row in rows if row["language"] == language]
        print(f"{language} {told(scores_of(reader, tokenizer, own, read_passage))}", flush=True)


def _start(options: argparse.Namespace) -> Reader | None:
    """Return the network to go on from, if one is named."""
    if options.start is None:
        return None
    reader = Reader(sizes_of(load_file(options.base / "model.safetensors")))
    reader.load_state_dict(load_file(options.start))
    return reader


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    cache = Path(".cache/languages")
    parser.add_argument("--base", type=Path, default=cache / "base", help="written if missing")
    parser.add_argument("--out", type=Path, default=cache / "network", help="folder of the network")
    parser.add_argument("--weights", type=Path, default=cache / "reader.safetensors")
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--rounded", type=int, default=1, help="last passes with rounded weights")
    parser.add_argument("--frozen", type=int, default=4, help="lowest layers that are not taught")
    parser.add_argument("--minutes", type=float, help="end by then")
    parser.add_argument("--english", type=int, default=4_000, help="passages, over all passes")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
