"""The network: a small BERT encoder with heads for words, figures, places and the whole text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from tocsin.services.reading.network.classes import (
    CAUSES,
    CLASSES,
    GENRES,
    MODALITIES,
    PLACE_ROLES,
    SCOPES,
    UNITS,
)


@dataclass(frozen=True)
class Sizes:
    """The shape of the encoder; the defaults are those of all-MiniLM-L6-v2."""

    vocabulary: int = 30_522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1_536
    positions: int = 512


def sizes_of(weights: Mapping[str, Any]) -> Sizes:
    """Return the shape of a BERT checkpoint (names as in Hugging Face's `BertModel`)."""
    vocabulary, width = weights["embeddings.word_embeddings.weight"].shape
    (inner,) = weights["encoder.layer.0.intermediate.dense.bias"].shape
    return Sizes(
        vocabulary=vocabulary,
        width=width,
        layers=sum(name.endswith("attention.self.query.bias") for name in weights),
        inner=inner,
        positions=len(weights["embeddings.position_embeddings.weight"]),
    )


class Linear(nn.Linear):
    """A linear layer that can compute as its int8 copy will.

    Weights have a scale for each output and 7 bits, so that no sum overflows on processors without
    8-bit dot products; activations have one scale for a passage and 8 bits. Gradients pass straight
    through the rounding (Jacob et al. 2018, "Quantization and Training of Neural Networks").
    """

    rounds = False

    def forward(self, states: Tensor) -> Tensor:
        """Return the layer's output, of rounded weights and states if it rounds."""
        if not self.rounds:
            return super().forward(states)
        return nn.functional.linear(_bytes_of(states), _seven_bits_of(self.weight), self.bias)


def _seven_bits_of(weight: Tensor) -> Tensor:
    scale = weight.detach().abs().amax(dim=1, keepdim=True).clamp(min=1e-9) / 63
    return weight + ((weight / scale).round() * scale - weight).detach()


def _bytes_of(states: Tensor) -> Tensor:
    plain = states.detach().float()
    low, high = plain.amin(dim=(1, 2), keepdim=True), plain.amax(dim=(1, 2), keepdim=True)
    low, high = low.clamp(max=0.0), high.clamp(min=0.0)
    scale = (high - low).clamp(min=1e-9) / 255
    zero = (-low / scale).round()
    rounded = ((plain / scale + zero).round().clamp(0, 255) - zero) * scale
    return states + (rounded.to(states.dtype) - states).detach()


class Layer(nn.Module):
    """One transformer layer, normalised behind each part as BERT's are."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        width = sizes.width
        self.heads = sizes.heads
        self.query, self.key, self.value, self.out = (Linear(width, width) for _ in range(4))
        self.norm_attention = nn.LayerNorm(width, eps=1e-12)
        self.up = Linear(width, sizes.inner)
        self.down = Linear(sizes.inner, width)
        self.norm_out = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Return the next hidden states; `mask` is added to the attention scores."""
        batch, length, width = hidden.shape

        def split(one: Tensor) -> Tensor:
            return one.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

        attended = nn.functional.scaled_dot_product_attention(
            split(self.query(hidden)), split(self.key(hidden)), split(self.value(hidden)), mask
        )
        joined = attended.transpose(1, 2).reshape(batch, length, width)
        hidden = self.norm_attention(hidden + self.dropout(self.out(joined)))
        inner = self.down(nn.functional.gelu(self.up(hidden)))
        return self.norm_out(hidden + self.dropout(inner))


class BertEncoder(nn.Module):
    """Word pieces to hidden states."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(sizes.vocabulary, sizes.width)
        self.positions = nn.Embedding(sizes.positions, sizes.width)
        self.kinds = nn.Embedding(2, sizes.width)
        self.norm = nn.LayerNorm(sizes.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(sizes, dropout) for _ in range(sizes.layers))

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        """Return hidden states, batch x pieces x width; `mask` is 0 for padding, else 1."""
        at = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.norm(self.words(ids) + self.positions(at) + self.kinds(kinds))
        hidden = self.dropout(hidden)
        bias = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -1e4
        for layer in self.layers:
            hidden = layer(hidden, bias)
        return hidden


class TorchHeads(nn.Module):
    """What the hidden states say: a linear layer each; spans are means of their pieces."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.trigger = nn.Linear(width, len(CLASSES))
        self.role = nn.Linear(width, len(CLASSES) + 1)
        self.modality = nn.Linear(width, len(MODALITIES))
        self.scope = nn.Linear(width, len(SCOPES))
        self.cause = nn.Linear(width, len(CAUSES))
        self.unit = nn.Linear(width, len(UNITS))
        self.genre = nn.Linear(width, len(GENRES))
        self.actor_start, self.actor_end = (nn.Linear(width, width) for _ in range(2))
        self.place_anchor, self.place_place = (nn.Linear(width, width // 3) for _ in range(2))
        self.place = nn.Linear(width // 3, len(PLACE_ROLES))
        self.sum_pair = nn.Linear(2 * width, 1)

    def places(self, anchors: Tensor, places: Tensor) -> Tensor:
        """Return the logits of each place's role for each anchor: anchors x places x roles."""
        joined = self.place_anchor(anchors)[:, None] + self.place_place(places)[None]
        return self.place(torch.relu(joined))


class Reader(nn.Module):
    """Encoder and heads together."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = BertEncoder(sizes, dropout)
        self.heads = TorchHeads(sizes.width)


def load_bert(encoder: BertEncoder, weights: Mapping[str, Any]) -> None:
    """Take over the weights of a BERT checkpoint (names as in Hugging Face's `BertModel`)."""
    own = encoder.state_dict()
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "positions.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
        "kinds.weight": "embeddings.token_type_embeddings.weight",
    }
    parts = {
        "query": "attention.self.query", "key": "attention.self.key",
        "value": "attention.self.value", "out": "attention.output.dense",
        "norm_attention": "attention.output.LayerNorm", "up": "intermediate.dense",
        "down": "output.dense", "norm_out": "output.LayerNorm",
    }  # fmt: skip
    for at in range(len(encoder.layers)):
        for mine, theirs in parts.items():
            for kind in ("weight", "bias"):
                names[f"layers.{at}.{mine}.{kind}"] = f"encoder.layer.{at}.{theirs}.{kind}"
    if missing := own.keys() - names.keys():
        message = f"the checkpoint has no {sorted(missing)}"
        raise ValueError(message)
    encoder.load_state_dict({mine: weights[theirs] for mine, theirs in names.items()})
