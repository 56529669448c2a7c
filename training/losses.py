"""What the network is taught: one loss for each head, over a padded batch."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from tocsin.services.reading.network.classes import CLASSES
from tocsin.training.examples import IGNORED, NO_ROLE, Example
from tocsin.training.network import Reader

WEIGHTS = {
    "trigger": 2.0, "role": 1.5, "modality": 0.7, "scope": 0.5, "cause": 0.3, "unit": 0.3,
    "genre": 0.1, "actor": 0.2, "place": 0.6, "sum": 0.2,
}  # fmt: skip
_POSITIVE = 3.0
"""Few pieces are triggers: a missed one weighs more than a false one."""


@dataclass
class TrainingBatch:
    """Examples padded to one length."""

    examples: list[Example]
    ids: Tensor
    kinds: Tensor
    mask: Tensor


def batch_of(examples: list[Example]) -> TrainingBatch:
    """Pad some examples."""
    longest = max(len(one.ids) for one in examples)

    def padded(rows: list[list[int]]) -> Tensor:
        return torch.tensor([row + [0] * (longest - len(row)) for row in rows])

    return TrainingBatch(
        examples,
        padded([one.ids for one in examples]),
        padded([one.kinds for one in examples]),
        padded([[1] * len(one.ids) for one in examples]),
    )


def losses_of(reader: Reader, batch: TrainingBatch) -> dict[str, Tensor]:
    """Return the losses of a batch by head; a head that nothing teaches is left out."""
    return losses_of_states(reader, reader.encoder(batch.ids, batch.kinds, batch.mask), batch)


def losses_of_states(reader: Reader, hidden: Tensor, batch: TrainingBatch) -> dict[str, Tensor]:
    """Return the losses of a batch that the encoder has read: pieces x width for each example."""
    found = {"trigger": _trigger(reader.heads.trigger(hidden), batch)}
    found |= _genre(reader, hidden, batch)
    found |= _roles(reader, hidden, batch)
    found |= _anchors(reader, hidden, batch)
    return found


def _span(hidden: Tensor, at: int, span: tuple[int, int]) -> Tensor:
    return hidden[at, span[0] : span[1]].mean(dim=0)


def _trigger(logits: Tensor, batch: TrainingBatch) -> Tensor:
    wanted = torch.zeros_like(logits)
    counts = batch.mask[:, :, None].to(logits.dtype).expand_as(logits).clone()
    bags = []
    for at, one in enumerate(batch.examples):
        for first, last, event in one.spans:
            wanted[at, first:last, event] = 1
        for event in {*one.silent, *one.bags}:
            counts[at, :, event] *= wanted[at, :, event]
        for event in one.bags:
            length = len(one.ids)
            bags.append(functional.softplus(-torch.logsumexp(logits[at, :length, event], 0)))
    each = functional.binary_cross_entropy_with_logits(
        logits, wanted, pos_weight=torch.full((len(CLASSES),), _POSITIVE), reduction="none"
    )
    loss = (each * counts).sum() / counts.sum() * len(CLASSES)
    return loss + 0.1 * torch.stack(bags).mean() if bags else loss


def _genre(reader: Reader, hidden: Tensor, batch: TrainingBatch) -> dict[str, Tensor]:
    wanted = torch.tensor([one.genre for one in batch.examples])
    if (wanted == IGNORED).all():
        return {}
    weights = batch.mask.to(hidden.dtype)[:, :, None]
    means = (hidden * weights).sum(1) / weights.sum(1)
    return {"genre": functional.cross_entropy(reader.heads.genre(means), wanted)}


def _roles(reader: Reader, hidden: Tensor, batch: TrainingBatch) -> dict[str, Tensor]:
    states, wanted, pairs, sums = [], [], [], []
    for at, one in enumerate(batch.examples):
        spans = [_span(hidden, at, span) for span in one.figures]
        states += spans
        wanted += one.roles
        for first, second, summed in one.sums:
            pairs.append(torch.cat([spans[first], spans[second]]))
            sums.append(float(summed))
        taught = {(first, second) for first, second, _ in one.sums}
        for first, role in enumerate(one.roles):
            for second in range(first + 1, len(one.roles)):
                same = role == one.roles[second] and role not in {NO_ROLE, IGNORED}
                if same and (first, second) not in taught:
                    pairs.append(torch.cat([spans[first], spans[second]]))
                    sums.append(0.0)
    found = {}
    targets = torch.tensor(wanted)
    if states and (targets != IGNORED).any():
        found["role"] = functional.cross_entropy(reader.heads.role(torch.stack(states)), targets)
    if pairs:
        scores = reader.heads.sum_pair(torch.stack(pairs))[:, 0]
        found["sum"] = functional.binary_cross_entropy_with_logits(scores, torch.tensor(sums))
    return found


def _anchors(reader: Reader, hidden: Tensor, batch: TrainingBatch) -> dict[str, Tensor]:
    anchors, targets, owners, places, roles = [], [], [], [], []
    for at, one in enumerate(batch.examples):
        mentions = [_span(hidden, at, span) for span in one.places]
        for target in one.targets:
            anchor = _span(hidden, at, target.pieces)
            anchors.append(anchor)
            targets.append(target)
            owners.append(at)
            if mentions and any(target.places):
                places.append(reader.heads.places(anchor[None], torch.stack(mentions))[0])
                roles += target.places
    if not anchors:
        return {}
    states = torch.stack(anchors)
    found = {}
    for name in ("modality", "scope", "cause", "unit"):
        wanted = torch.tensor([getattr(one, name) for one in targets])
        if (wanted != IGNORED).any():
            scores = getattr(reader.heads, name)(states)
            found[name] = functional.cross_entropy(scores, wanted, label_smoothing=0.02)
    if places:
        found["place"] = functional.cross_entropy(torch.cat(places), torch.tensor(roles))
    return found | _actors(reader, hidden, batch, (states, targets, owners))


def _actors(
    reader: Reader, hidden: Tensor, batch: TrainingBatch, anchored: tuple[Tensor, list, list[int]]
) -> dict[str, Tensor]:
    states, targets, owners = anchored
    rows = hidden[owners]
    hide = (1 - batch.mask[owners]) * -1e4
    ends = torch.tensor([one.actor for one in targets])
    if (ends == IGNORED).all():
        return {}
    loss = torch.zeros(())
    for at, head in enumerate((reader.heads.actor_start, reader.heads.actor_end)):
        scores = torch.einsum("nlw,nw->nl", rows, head(states)) / hidden.shape[-1] ** 0.5 + hide
        wanted = ends[:, at].clone()
        if at:
            wanted[wanted != IGNORED] -= 1
        loss = loss + functional.cross_entropy(scores, wanted)
    return {"actor": loss / 2}
