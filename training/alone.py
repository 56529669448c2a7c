"""The encoder as it is exported: for one passage alone, with fewer and larger products."""

import torch
from torch import Tensor, nn

from tocsin.training.compact import ByteEmbedding
from tocsin.training.network import Layer, Linear, Reader


class AloneLayer(nn.Module):
    """A layer for one passage: queries, keys and values come out of one product, nothing is hidden.

    Weights that are rounded for each output come out the same joined as apart.
    """

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.heads = layer.heads
        parts = (layer.query, layer.key, layer.value)
        width = layer.query.in_features
        scale = (width // layer.heads) ** -0.5
        self.joined = nn.Linear(width, len(parts) * width)
        with torch.no_grad():
            self.joined.weight.copy_(torch.cat([one.weight for one in parts]))
            self.joined.bias.copy_(torch.cat([one.bias for one in parts]))
            self.joined.weight[:width] *= scale  # of the queries: no product of its own later
            self.joined.bias[:width] *= scale
        self.out, self.up, self.down = map(_plain, (layer.out, layer.up, layer.down))
        self.norm_attention, self.norm_out = layer.norm_attention, layer.norm_out

    def forward(self, hidden: Tensor) -> Tensor:
        """Return the next hidden states, pieces x width."""
        width = self.out.in_features
        split = self.joined(hidden).view(-1, 3, self.heads, width // self.heads)
        query, key, value = split.permute(1, 2, 0, 3).unbind(0)
        scores = torch.softmax(query @ key.transpose(1, 2), dim=-1)
        attended = (scores @ value).transpose(0, 1).reshape(-1, width)
        hidden = self.norm_attention(hidden + self.out(attended))
        return self.norm_out(hidden + self.down(nn.functional.gelu(self.up(hidden))))


def _plain(layer: Linear) -> nn.Linear:
    """Return a layer of the same weights that does not round: the export rounds them."""
    plain = nn.Linear(layer.in_features, layer.out_features)
    plain.load_state_dict(layer.state_dict())
    return plain


class Alone(nn.Module):
    """The encoder for one passage without padding: ids and kinds, 1 x pieces."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        encoder = reader.encoder
        self.words = ByteEmbedding(encoder.words)
        self.positions, self.kinds, self.norm = encoder.positions, encoder.kinds, encoder.norm
        self.layers = nn.ModuleList(AloneLayer(one) for one in encoder.layers)

    def forward(self, ids: Tensor, kinds: Tensor) -> Tensor:
        """Return the hidden states, 1 x pieces x width."""
        at = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.norm(self.words(ids[0]) + self.positions(at) + self.kinds(kinds[0]))
        for layer in self.layers:
            hidden = layer(hidden)
        return hidden[None]
