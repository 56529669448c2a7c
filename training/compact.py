"""Word vectors as 8-bit integers with a scale each: a quarter of the room, half of the file."""

import torch
from torch import Tensor, nn

_LARGEST_BYTE = 127


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
