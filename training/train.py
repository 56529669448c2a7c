"""The training itself."""

import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from tocsin.training.examples import Example, example_of
from tocsin.training.labels import Row
from tocsin.training.losses import WEIGHTS, batch_of, losses_of
from tocsin.training.network import Linear, Reader, Sizes, load_bert
from tocsin.training.scoring import scores_of, told


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


def train(
    rows: list[Row], plan: TrainingPlan, start: Reader | None = None
) -> tuple[Reader, Tokenizer]:
    """Return a trained network; prints a line for each pass over the labels.

    Args:
        rows: labelled passages with their texts.
        plan: how.
        start: a network to go on from; None begins with the base encoder.
    """
    torch.manual_seed(plan.seed)
    random.seed(plan.seed)
    torch.set_num_threads(plan.threads)
    tokenizer = Tokenizer.from_file(str(plan.base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    examples = [made for row in rows if (made := example_of(row, tokenizer)) is not None]
    print(f"{len(rows)} passages, {len(examples)} short enough", flush=True)
    reader = start or Reader(Sizes())
    if start is None:
        load_bert(reader.encoder, load_file(plan.base / "model.safetensors"))
    reader.encoder.words.requires_grad_(requires_grad=False)  # rare words would be forgotten
    _fit(reader, examples, plan)
    return reader, tokenizer


def _fit(reader: Reader, examples: list[Example], plan: TrainingPlan) -> None:
    heads = [{"params": reader.heads.parameters(), "lr": plan.rate * 10}]
    optimizer = torch.optim.AdamW(
        [{"params": reader.encoder.parameters(), "lr": plan.rate}, *heads], weight_decay=0.01
    )
    steps = plan.passes * (len(examples) // plan.batch + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda at: min((at + 1) / (0.08 * steps), max(0.0, (steps - at) / (0.92 * steps))),
    )
    for turn in range(plan.passes):
        reader.train()
        for part in reader.modules():
            if isinstance(part, Linear):
                part.rounds = turn >= plan.passes - plan.rounded
        began, sums = time.time(), {}
        for some in _batches(examples, plan.batch):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                losses = losses_of(reader, batch_of(some))
            loss = sum(WEIGHTS[name] * one.float() for name, one in losses.items())
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            for name, one in losses.items():
                sums.setdefault(name, []).append(one.item())
        means = " ".join(f"{name} {sum(all_) / len(all_):.3f}" for name, all_ in sums.items())
        print(f"pass {turn + 1}: {time.time() - began:.0f} s  {means}", flush=True)


def _batches(examples: list[Example], size: int) -> list[list[Example]]:
    """Return batches of similar length, in a shuffled order."""
    order = sorted(examples, key=lambda one: len(one.ids) + random.uniform(0, 30))
    parts = [order[low : low + size] for low in range(0, len(order), size)]
    random.shuffle(parts)
    return parts


def report(reader: Reader, tokenizer: Tokenizer, kept_out: dict[str, list[Row]]) -> None:
    """Print the measures of the network alone over rows that it did not learn from."""
    for name, rows in kept_out.items():
        print(f"{name:14} {told(scores_of(reader, tokenizer, rows))}", flush=True)
