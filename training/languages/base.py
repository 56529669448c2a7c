"""The base of the network for other languages, written as a folder that training begins from."""

from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer

from tocsin.training.languages.trim import trimmed
from tocsin.training.languages.unpack import tokenizer_file, unpacked, weights_file
from tocsin.training.languages.vocabulary import kept

_WORDS = "embeddings.word_embeddings.weight"


def write_base(folder: Path, texts: list[str]) -> None:
    """Write multilingual-e5-small with the word pieces that our languages use.

    Args:
        folder: gets `tokenizer.json` and `model.safetensors`.
        texts: labelled passages, whose pieces are kept.
    """
    plain = tokenizer_file().read_text("utf-8")
    tokenizer = Tokenizer.from_str(plain)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    pieces = kept(tokenizer, texts)
    weights = unpacked(weights_file())
    weights[_WORDS] = weights[_WORDS][torch.tensor(pieces)].clone()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tokenizer.json").write_text(trimmed(plain, pieces), "utf-8")
    save_file(weights, folder / "model.safetensors")
    print(f"{folder}: {len(pieces)} word pieces", flush=True)
