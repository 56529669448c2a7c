"""The weights of an exported network, as a start for further training.

Rounded weights are widened again: training computed with them as they were rounded, so nothing is
lost that the network had learned to rely on.
"""

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
_MATRICES = ("query", "key", "value", "out", "up", "down")


def restored(folder: Path) -> Reader:
    """Return the network of a folder as it can be trained.

    Raises:
        ValueError: the file has another shape than ours.
    """
    graph = onnx.load(str(folder / "encoder.onnx")).graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    reader = Reader(_sizes(stored))
    state = reader.state_dict()
    for name, values in _plain(stored):
        state[f"encoder.{name}"] = values
    state["encoder.words.weight"] = torch.from_numpy(
        stored["encoder.words.rows"].astype(np.float32) * stored["encoder.words.scale"]
    )
    for node in graph.node:
        parts = node.name.split("/")
        known = [part for part in parts if part in _MATRICES]
        layer = next((part for part in parts if part.startswith("layers.")), None)
        if known and layer is not None and (matrix := _matrix(node, stored)) is not None:
            state[f"encoder.{layer}.{known[0]}.weight"] = matrix
    rows = [CLASSES.index(one) for one in load(folder).heads.classes]
    for name, values in np.load(folder / "heads.npz").items():
        scaled = name.startswith("actor_") and ("_start." in name or "_end." in name)
        factor = reader.sizes.width**0.5 if scaled else 1.0
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
    vocabulary, width = stored["encoder.words.rows"].shape
    return Sizes(
        vocabulary=vocabulary,
        width=width,
        layers=sum(name.endswith(".query.bias") for name in stored),
        inner=len(stored["encoder.layers.0.up.bias"]),
        positions=len(stored["encoder.positions.weight"]),
    )


def _plain(stored: dict[str, np.ndarray]) -> list[tuple[str, Tensor]]:
    """Return what is stored under its own name: biases, norms, positions."""
    return [
        (name.removeprefix("encoder."), torch.from_numpy(values.copy()))
        for name, values in stored.items()
        if name.startswith("encoder.") and not name.startswith("encoder.words.")
    ]


def _matrix(node: onnx.NodeProto, stored: dict[str, np.ndarray]) -> Tensor | None:
    """Return the matrix that a node multiplies by, as a linear layer keeps it: outputs x inputs."""
    whole = next((one for one in node.input if one.endswith("_quantized") and one in stored), None)
    if whole is None:
        return None
    scale = stored[whole.removesuffix("_quantized") + "_scale"]
    zero = stored[whole.removesuffix("_quantized") + "_zero_point"].astype(np.float32)
    values = (stored[whole].astype(np.float32) - zero) * scale
    return torch.from_numpy(values.T.astype(np.float32).copy())
