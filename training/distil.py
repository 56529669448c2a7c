"""Teach a small network from labels and from the opinions of larger ones: `make train` ends so.

Run as `python -m tocsin.training.distil`. The passages are those that are taught, and as many
unlabelled ones of the corpus as `--unlabelled` says, but no texts of the kept-out files.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor

from tocsin.services.encoders.onnx import load
from tocsin.services.reading.languages.english import ENGLISH
from tocsin.services.reading.network.passage import Passage, groups_of, passage
from tocsin.services.reading.network.prefilter import Prefilter
from tocsin.services.reading.text import clean
from tocsin.training.__main__ import finish, labels, unlabelled, usual_corpus
from tocsin.training.examples import Example, example_of, own_passage
from tocsin.training.labels import KEPT_OUT, REAL, SOURCES, Row
from tocsin.training.losses import WEIGHTS, TrainingBatch, batch_of, losses_of_states
from tocsin.training.network import Reader, Sizes
from tocsin.training.opinions import Opinion, losses_by, opinions_of
from tocsin.training.restore import restored
from tocsin.training.train import (
    Ahead,
    TrainingPlan,
    batches_of,
    optimizer_of,
    prepare_step,
    take_step,
)
from tocsin.training.variation import Variation

_A_TEXT = 4
"""At most so many passages of one unlabelled text."""
_BY_LABEL, _BY_OPINION, _UNLABELLED = 0.6, 0.5, 0.7
"""What counts how much: labels, opinions on labelled passages, opinions on others."""


@dataclass(frozen=True)
class Lesson:
    """A passage, what the teachers think of it, and whether its labels are known."""

    example: Example
    opinion: Opinion
    is_labelled: bool


def main() -> None:
    """Ask the teachers, teach, export, and print a line for each pass."""
    options = _options()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    chance = random.Random(options.seed)
    tokenizer = Tokenizer.from_file(str(options.start / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    taught, aside, _ = labels(options.corpus)
    known = [example_of(row, tokenizer, own_passage(row)) for row in taught]
    sieve = load(options.start).prefilter
    others = _without_labels(options, tokenizer, sieve, chance)
    teachers = [_network(one) for one in options.teachers]
    lessons = [
        *_lessons(teachers, [one for one in known if one is not None], is_labelled=True),
        *_lessons(teachers, others, is_labelled=False),
    ]
    print(f"{len(taught)} labelled passages, {len(others)} others", flush=True)
    reader = restored(options.start)
    plan = TrainingPlan(
        options.start, options.passes, 1, 12, options.rate, options.seed, options.threads, 0,
        options.minutes, options.weights,
    )  # fmt: skip
    _teach(reader, lessons, plan, Variation(tokenizer, chance))
    articles = unlabelled(options.corpus)
    finish(reader, options.out, options.start, (taught, aside), articles, options.seed)


def _network(where: Path) -> Reader:
    """Return a teacher: an exported folder, or weights as `make train` leaves them."""
    if where.is_dir():
        return restored(where).eval()
    weights = load_file(where)
    layers = 1 + max(int(name.split(".")[2]) for name in weights if ".layers." in name)
    reader = Reader(Sizes(layers=layers))
    reader.load_state_dict(weights)
    return reader.eval()


def _lessons(
    teachers: Sequence[Reader], examples: list[Example], *, is_labelled: bool
) -> Iterator[Lesson]:
    for one, opinion in zip(examples, opinions_of(teachers, examples), strict=True):
        yield Lesson(one, opinion, is_labelled)


def _without_labels(
    options: argparse.Namespace, tokenizer: Tokenizer, sieve: Prefilter, chance: random.Random
) -> list[Example]:
    """Return passages of unlabelled texts that the network would read."""
    if options.corpus is None:
        return []
    texts = list(_texts(options.corpus))
    chance.shuffle(texts)
    found: list[Example] = []
    for row in texts:
        passages = list(_read(clean(row["text"]), sieve))
        chance.shuffle(passages)
        for one in passages[:_A_TEXT]:
            made = example_of({"id": row["id"], "text": one.text, "events": []}, tokenizer, one)
            if made is not None:
                found.append(made)
        if len(found) >= options.unlabelled:
            break
    return found


def _texts(corpus: Path) -> Iterator[Row]:
    """Yield the unlabelled texts, but those that a kept-out file labels."""
    files = [REAL / f"{name}.jsonl" for name in sorted(KEPT_OUT)]
    kept_out = {
        json.loads(line)["id"]
        for file in files
        if file.exists()
        for line in file.read_text("utf-8").splitlines()
    }
    for name in SOURCES:
        with (corpus / f"{name}.jsonl").open(encoding="utf-8") as lines:
            yield from (row for row in map(json.loads, lines) if row["id"] not in kept_out)


def _read(text: str, sieve: Prefilter) -> Iterator[Passage]:
    sentences = ENGLISH.sentences(text)
    wanted = {one.start for one in sentences if sieve.passes(one.text)}
    for group in groups_of(sentences, lambda one: one.start in wanted):
        yield passage(text, group)


def _teach(reader: Reader, lessons: list[Lesson], plan: TrainingPlan, variation: Variation) -> None:
    reader.encoder.words.requires_grad_(requires_grad=False)
    optimizer = optimizer_of(reader, plan)
    of = {id(one.example): one for one in lessons}
    known = [one.example for one in lessons if one.is_labelled]
    others = [one.example for one in lessons if not one.is_labelled]
    steps = plan.passes * (len(known) + len(known) // 2) // plan.batch
    ahead = Ahead(steps, plan.minutes)
    while ahead.done < 1:
        reader.train()
        began, sums = time.time(), 0.0
        beside = random.sample(others, min(len(others), len(known) // 2))
        batches = batches_of(known, plan.batch) + batches_of(beside, plan.batch)
        random.shuffle(batches)
        for some in batches:
            if ahead.done >= 1:
                break
            prepare_step(reader, optimizer, plan, ahead)
            batch = batch_of([variation.of(one) for one in some])
            loss = _loss(reader, batch, [of[id(one)] for one in some])
            take_step(reader, optimizer, loss, ahead)
            sums += loss.item()
        print(f"{time.time() - began:.0f} s  loss {sums / len(batches):.3f}", flush=True)
        if plan.saved is not None:
            save_file(reader.state_dict(), plan.saved)


def _loss(reader: Reader, batch: TrainingBatch, lessons: Sequence[Lesson]) -> Tensor:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = reader.encoder(batch.ids, batch.kinds, batch.mask)
        apart = losses_by(reader, hidden, batch, [one.opinion for one in lessons])
        loss = sum(WEIGHTS[name] * one.float() for name, one in apart.items())
        if not lessons[0].is_labelled:
            return torch.as_tensor(loss * _UNLABELLED)
        wrong = losses_of_states(reader, hidden, batch)
        by_label = sum(WEIGHTS[name] * one.float() for name, one in wrong.items())
    return torch.as_tensor(_BY_OPINION * loss + _BY_LABEL * by_label)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    model, cache = Path("services/reading/model"), Path(".cache/reader")
    parser.add_argument("--corpus", type=Path, default=usual_corpus())
    parser.add_argument("--start", type=Path, default=model, help="folder of the small network")
    parser.add_argument(
        "--teachers", type=Path, nargs="+", default=[cache / "reader.safetensors", model],
        help="folders of exported networks, or weights",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, default=model, help="folder of the exported network")
    parser.add_argument("--weights", type=Path, default=cache / "small.safetensors")
    parser.add_argument("--unlabelled", type=int, default=7_200, help="passages without labels")
    parser.add_argument("--passes", type=int, default=4)
    parser.add_argument("--minutes", type=float, help="end by then")
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
