"""The weights of an exported network, as a start for further training.

Rounded weights are widened again: training computed with them as they were rounded, so nothing is
lost that the network had learned to rely on.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from tocsin.services.encoders.onnx import load
from tocsin.services.reading.network.classes import CLASSES
from tocsin.training.network import Reader, Sizes

_BY_CLASS = ("trigger", "role")
"""Heads with an output for each class."""
_MATRICES = ("out", "up", "down")
_JOINED = ("query", "key", "value")
_SCALED = re.compile(r"actor_(?:start|end)\.")


def restored(folder: Path) -> Reader:
    """Return the network of a folder as it can be trained.

    Raises:
        ValueError: the file has another shape than ours.
    """
    graph = onnx.load(str(folder / "encoder.onnx")).graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    reader = Reader(_sizes(stored))
    state = reader.state_dict()
    words = stored["words.rows"].astype(np.float32) * stored["words.scale"]
    state["encoder.words.weight"] = torch.from_numpy(words)
    for name, values in _encoder(graph, stored):
        for whole, part in _apart(name, torch.from_numpy(values.copy()), reader.sizes):
            state[f"encoder.{whole}"] = part
    rows = [CLASSES.index(one) for one in load(folder).heads.classes]
    for name, values in np.load(folder / "heads.npz").items():
        factor = reader.sizes.width**0.5 if _SCALED.match(name) else 1.0
        ours = torch.from_numpy(values * np.float32(factor))
        if name.split(".")[0] in _BY_CLASS:
            # event types that came since keep the weights that they begin with
            grown = state[f"heads.{name}"].clone()
            grown[[*rows, -1] if name.startswith("role.") else rows] = ours
            ours = grown
        state[f"heads.{name}"] = ours
    reader.load_state_dict(state)
    return reader


def _sizes(stored: dict[str, np.ndarray]) -> Sizes:
    vocabulary, width = stored["words.rows"].shape
    return Sizes(
        vocabulary=vocabulary,
        width=width,
        layers=sum(name.endswith(".joined.bias") for name in stored),
        inner=len(stored["layers.0.up.bias"]),
        positions=len(stored["positions.weight"]),
    )


def _encoder(
    graph: onnx.GraphProto, stored: dict[str, np.ndarray]
) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the encoder's numbers by name: biases, norms, positions, and the matrices."""
    for name, values in stored.items():
        if name.endswith((".weight", ".bias")):
            yield name, values
    for node in graph.node:
        parts = node.name.split("/")
        known = [part for part in parts if part in {*_MATRICES, "joined"}]
        layer = next((part for part in parts if part.startswith("layers.")), None)
        if known and layer is not None and (matrix := _matrix(node, stored)) is not None:
            yield f"{layer}.{known[0]}.weight", matrix


def _apart(name: str, values: Tensor, sizes: Sizes) -> Iterator[tuple[str, Tensor]]:
    """Yield queries, keys and values apart, as the training keeps them; others as they are."""
    if ".joined." not in name:
        yield name, values
        return
    for at, part in enumerate(_JOINED):
        own = values[at * sizes.width : (at + 1) * sizes.width]
        factor = (sizes.width // sizes.heads) ** 0.5 if part == "query" else 1.0
        yield name.replace("joined", part), own * factor


def _matrix(node: onnx.NodeProto, stored: dict[str, np.ndarray]) -> np.ndarray | None:
    """Return the matrix that a node multiplies by, as a linear layer keeps it: outputs x inputs."""
    whole = next((one for one in node.input if one.endswith("_quantized") and one in stored), None)
    if whole is None:
        return None
    scale = stored[whole.removesuffix("_quantized") + "_scale"]
    zero = stored[whole.removesuffix("_quantized") + "_zero_point"].astype(np.float32)
    values: np.ndarray = (stored[whole].astype(np.float32) - zero) * scale
    return values.T.astype(np.float32)
