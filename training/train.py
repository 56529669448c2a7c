"""The training itself."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor

from tocsin.services.reading.network.passage import Passage
from tocsin.training.examples import Example, example_of, own_passage
from tocsin.training.labels import Row
from tocsin.training.losses import WEIGHTS, batch_of, losses_of
from tocsin.training.network import BertEncoder, Linear, Reader, load_bert, sizes_of
from tocsin.training.scoring import scores_of, told

_WARM = 0.08


@dataclass(frozen=True)
class TrainingPlan:
    """How it is trained."""

    base: Path
    passes: int
    rounded: int
    """How many of the passes, the last ones, compute with the weights as they ship: rounded."""
    batch: int
    rate: float
    seed: int
    threads: int
    frozen: int = 0
    """The lowest layers that stay as the base has them."""
    minutes: float | None = None
    """It ends by then, with the rate as low as at its end, whatever passes are left."""
    saved: Path | None = None
    """Gets the weights behind each pass."""


@dataclass(frozen=True)
class Lessons:
    """What it is taught from."""

    rows: list[Row]
    """Labelled passages with their texts; each pass has all of them."""
    beside: list[Row] = field(default_factory=list)
    """Each pass has another part of these."""
    passage_of: Callable[[Row], Passage] = own_passage
    """Finds the figures and places that the network chooses from."""


def train(
    lessons: Lessons, plan: TrainingPlan, start: Reader | None = None
) -> tuple[Reader, Tokenizer]:
    """Return a trained network; prints a line for each pass over the labels.

    Args:
        lessons: labelled passages.
        plan: how.
        start: a network to continue from; None begins with the base encoder.
    """
    torch.manual_seed(plan.seed)
    random.seed(plan.seed)
    torch.set_num_threads(plan.threads)
    tokenizer = Tokenizer.from_file(str(plan.base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    examples = [
        [
            made
            for row in rows
            if (made := example_of(row, tokenizer, lessons.passage_of(row))) is not None
        ]
        for rows in (lessons.rows, lessons.beside)
    ]
    print(
        f"{len(lessons.rows) + len(lessons.beside)} passages, "
        f"{sum(map(len, examples))} short enough",
        flush=True,
    )
    reader = start or _base(plan.base)
    reader.encoder.words.requires_grad_(requires_grad=False)  # rare words would be forgotten
    _freeze(reader.encoder, plan.frozen)
    own, beside = examples
    _fit(reader, [own + beside[turn :: plan.passes] for turn in range(plan.passes)], plan)
    return reader, tokenizer


def _base(folder: Path) -> Reader:
    """Return the base encoder with heads that know nothing yet."""
    weights = load_file(folder / "model.safetensors")
    reader = Reader(sizes_of(weights))
    load_bert(reader.encoder, weights)
    return reader


def _freeze(encoder: BertEncoder, layers: int) -> None:
    if layers:
        for part in (encoder.positions, encoder.kinds, encoder.norm, *encoder.layers[:layers]):
            part.requires_grad_(requires_grad=False)


def _fit(reader: Reader, turns: list[list[Example]], plan: TrainingPlan) -> None:
    optimizer = optimizer_of(reader, plan)
    ahead = Ahead(sum(-(-len(turn) // plan.batch) for turn in turns), plan.minutes)
    for number, examples in enumerate(turns, 1):
        if ahead.done >= 1:
            break
        reader.train()
        began, sums = time.time(), {}
        for some in batches_of(examples, plan.batch):
            if ahead.done >= 1:
                break
            prepare_step(reader, optimizer, plan, ahead)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                losses = losses_of(reader, batch_of(some))
            loss = sum(WEIGHTS[name] * one.float() for name, one in losses.items())
            take_step(reader, optimizer, loss, ahead)
            for name, one in losses.items():
                sums.setdefault(name, []).append(one.item())
        means = " ".join(f"{name} {sum(all_) / len(all_):.3f}" for name, all_ in sums.items())
        print(f"pass {number}: {time.time() - began:.0f} s  {means}", flush=True)
        if plan.saved is not None:
            save_file(reader.state_dict(), plan.saved.with_suffix(f".{number}.safetensors"))


def optimizer_of(reader: Reader, plan: TrainingPlan) -> torch.optim.Optimizer:
    """Return what moves the weights: those of the heads ten times as fast as the encoder's."""
    parts = [(reader.encoder, plan.rate), (reader.heads, plan.rate * 10)]
    groups = [{"params": part.parameters(), "lr": rate, "initial_lr": rate} for part, rate in parts]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def prepare_step(
    reader: Reader, optimizer: torch.optim.Optimizer, plan: TrainingPlan, ahead: "Ahead"
) -> None:
    """Set the rate, and whether the network computes with rounded weights, as far as it is."""
    _round(reader, rounds=ahead.done >= 1 - plan.rounded / plan.passes)
    for group in optimizer.param_groups:
        group["lr"] = group["initial_lr"] * ahead.rate


def take_step(
    reader: Reader, optimizer: torch.optim.Optimizer, loss: Tensor, ahead: "Ahead"
) -> None:
    """Move the weights against a loss."""
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
    optimizer.step()
    ahead.step()


def _round(reader: Reader, *, rounds: bool) -> None:
    """Let the network compute with rounded weights, or not."""
    for part in reader.modules():
        if isinstance(part, Linear):
            part.rounds = rounds


@dataclass
class Ahead:
    """How far the training is: by its steps, or by the clock where that is further."""

    steps: int
    minutes: float | None
    done: float = 0.0
    _taken: int = 0
    _began: float = field(default_factory=time.monotonic)

    def step(self) -> None:
        """Count a step."""
        self._taken += 1
        gone = (time.monotonic() - self._began) / 60
        self.done = max(self._taken / self.steps, gone / self.minutes if self.minutes else 0.0)

    @property
    def rate(self) -> float:
        """The share of the highest rate: up for a twelfth of the way, then down."""
        return min(self.done / _WARM + 1 / self.steps, (1 - self.done) / (1 - _WARM))


def batches_of(examples: list[Example], size: int) -> list[list[Example]]:
    """Return batches of similar length, in a shuffled order."""
    order = sorted(examples, key=lambda one: len(one.ids) + random.uniform(0, 30))
    parts = [order[low : low + size] for low in range(0, len(order), size)]
    random.shuffle(parts)
    return parts


def report(reader: Reader, tokenizer: Tokenizer, kept_out: dict[str, list[Row]]) -> None:
    """Print the measures of the network alone over rows that it did not learn from."""
    for name, rows in kept_out.items():
        print(f"{name:14} {told(scores_of(reader, tokenizer, rows))}", flush=True)
