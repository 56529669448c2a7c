"""What trained networks think of a passage, for another one to learn from: distillation.

Hinton et al. (2015), "Distilling the Knowledge in a Neural Network": probabilities say more than
labels, and unlabelled texts have them too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from tocsin.training.examples import Example
from tocsin.training.losses import TrainingBatch, batch_of
from tocsin.training.network import Reader

KINDS = ("modality", "scope", "cause", "unit")
_TOGETHER = 16
_TRIGGER = 0.4
_NO_ROLE = 0.6
_MOST_ANCHORS = 8


@dataclass
class Opinion:
    """Mean probabilities of all teachers on one passage."""

    triggers: Tensor
    """Pieces x classes."""
    roles: Tensor | None
    """Figures x (classes + 1)."""
    anchors: list[tuple[int, int]]
    """Pieces of the figures and triggers that describe an event."""
    kinds: dict[str, Tensor]
    """Of each head in `KINDS`: anchors x choices."""
    places: Tensor | None
    """Anchors x places x roles."""


@torch.no_grad()
def opinions_of(teachers: Sequence[Reader], examples: Sequence[Example]) -> list[Opinion]:
    """Return what some networks think of passages, in their order."""
    found: dict[int, Opinion] = {}
    order = sorted(range(len(examples)), key=lambda at: len(examples[at].ids))
    for low in range(0, len(order), _TOGETHER):
        some = order[low : low + _TOGETHER]
        batch = batch_of([examples[at] for at in some])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            read = [
                (one, one.encoder(batch.ids, batch.kinds, batch.mask).float()) for one in teachers
            ]
        for place, at in enumerate(some):
            states = [(one, hidden[place]) for one, hidden in read]
            found[at] = _opinion(states, examples[at])
    return [found[at] for at in range(len(examples))]


def _opinion(states: list[tuple[Reader, Tensor]], example: Example) -> Opinion:
    length = len(example.ids)
    triggers = _mean([torch.sigmoid(one.heads.trigger(hidden[:length])) for one, hidden in states])
    roles, anchors = None, []
    if example.figures:
        roles = _mean(
            [_likely(one.heads.role(_spans(hidden, example.figures))) for one, hidden in states]
        )
        anchors = [
            one for one, role in zip(example.figures, roles, strict=True) if role[-1] < _NO_ROLE
        ]
    anchors = list(dict.fromkeys([*anchors, *_runs(triggers >= _TRIGGER)]))[:_MOST_ANCHORS]
    kinds: dict[str, Tensor] = {}
    places = None
    if anchors:
        at = [(one.heads, _spans(hidden, anchors), hidden) for one, hidden in states]
        kinds = {
            name: _mean([_likely(getattr(heads, name)(there)) for heads, there, _ in at])
            for name in KINDS
        }
        if example.places:
            places = _mean(
                [
                    _likely(heads.places(there, _spans(hidden, example.places)))
                    for heads, there, hidden in at
                ]
            )
    return Opinion(triggers, roles, anchors, kinds, places)


def losses_by(
    reader: Reader,
    hidden: Tensor,
    batch: TrainingBatch,
    opinions: Sequence[Opinion],
) -> dict[str, Tensor]:
    """Return how far a network is from opinions on a batch that its encoder has read, by head."""
    logits = reader.heads.trigger(hidden).float()
    wanted = torch.zeros_like(logits)
    for at, one in enumerate(opinions):
        wanted[at, : len(one.triggers)] = one.triggers
    mask = batch.mask[:, :, None].float()
    each = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    found = {"trigger": (each * mask).sum() / mask.sum()}
    found |= _of_roles(reader, hidden, batch, opinions)
    return found | _of_anchors(reader, hidden, batch, opinions)


def _of_roles(
    reader: Reader, hidden: Tensor, batch: TrainingBatch, opinions: Sequence[Opinion]
) -> dict[str, Tensor]:
    spans = [
        _spans(hidden[at], one.figures) for at, one in enumerate(batch.examples) if one.figures
    ]
    if not spans:
        return {}
    wanted = torch.cat([one.roles for one in opinions if one.roles is not None])
    return {"role": functional.cross_entropy(reader.heads.role(torch.cat(spans)).float(), wanted)}


def _of_anchors(
    reader: Reader, hidden: Tensor, batch: TrainingBatch, opinions: Sequence[Opinion]
) -> dict[str, Tensor]:
    spans = {at: _spans(hidden[at], one.anchors) for at, one in enumerate(opinions) if one.anchors}
    if not spans:
        return {}
    states = torch.cat(list(spans.values()))
    found = {
        name: functional.cross_entropy(
            getattr(reader.heads, name)(states).float(),
            torch.cat([opinions[at].kinds[name] for at in spans]),
        )
        for name in KINDS
    }
    scores, wanted = [], []
    for at, anchors in spans.items():
        places = opinions[at].places
        if places is not None:
            there = _spans(hidden[at], batch.examples[at].places)
            scores.append(reader.heads.places(anchors, there).float().flatten(0, 1))
            wanted.append(places.flatten(0, 1))
    if scores:
        found["place"] = functional.cross_entropy(torch.cat(scores), torch.cat(wanted))
    return found


def _mean(some: list[Tensor]) -> Tensor:
    return torch.stack([one.float() for one in some]).mean(0)


def _likely(logits: Tensor) -> Tensor:
    return torch.softmax(logits, -1)


def _spans(hidden: Tensor, spans: Sequence[tuple[int, int]]) -> Tensor:
    return torch.stack([hidden[first:behind].mean(0) for first, behind in spans])


def _runs(flags: Tensor) -> list[tuple[int, int]]:
    """Return the stretches of pieces that a class is likely at, class by class."""
    found = []
    for column in flags.T.tolist():
        first = None
        for at, is_on in enumerate([*column, False]):
            if is_on and first is None:
                first = at
            elif not is_on and first is not None:
                found.append((first, at))
                first = None
    return found
