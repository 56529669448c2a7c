"""Export of a trained network, as the product runs it."""

import json
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from tocsin.services.encoders.onnx import FILES
from tocsin.services.reading.network.calibration import Calibration
from tocsin.services.reading.network.classes import CLASSES, named
from tocsin.services.reading.network.prefilter import Prefilter
from tocsin.training.alone import Alone
from tocsin.training.network import Reader
from tocsin.training.scoring import heads_of


def export(reader: Reader, folder: Path, base: Path, sieve: Prefilter, sure: Calibration) -> None:
    """Write encoder.onnx, heads.npz, tokenizer.json, signs.json and model.json.

    Args:
        reader: trained.
        folder: of the exported network.
        base: folder of the base encoder, whose tokenizer is taken.
        sieve: which sentences it reads.
        sure: how sure its reports are.
    """
    reader.eval()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        _onnx(reader, plain)
        _rounded(plain, folder / "encoder.onnx")
    np.savez(folder / "heads.npz", **heads_of(reader).weights)
    shutil.copy(base / "tokenizer.json", folder / "tokenizer.json")
    write_signs(folder, sieve, sure)


def write_signs(folder: Path, sieve: Prefilter, sure: Calibration) -> None:
    """Write signs.json, and model.json with the hashes of all files."""
    signs = {
        "calibration": dict(sure.weights),
        "prefilter": {"least": sieve.least, "bias": sieve.bias, "weights": dict(sieve.weights)},
    }
    (folder / "signs.json").write_text(json.dumps(signs, indent=0) + "\n")
    hashes = {name: sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    model = {"classes": [named(one) for one in CLASSES], "sha256": hashes}
    (folder / "model.json").write_text(json.dumps(model, indent=1) + "\n")


def _rounded(plain: Path, out: Path) -> None:
    """Quantise the matrices: weights to 7 bits once, activations to 8 bits at each passage.

    Sums of 7 by 8 bits are exact on every processor, with 8-bit dot products or without.
    """
    ready = plain.with_name("ready.onnx")
    quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(
        str(ready), str(out), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul"],
    )  # fmt: skip


def _onnx(reader: Reader, file: Path) -> None:
    ids = torch.tensor([[101, 2028, 102]])
    dynamic = {"ids": {1: "pieces"}, "kinds": {1: "pieces"}, "hidden": {1: "pieces"}}
    torch.onnx.export(
        Alone(reader), (ids, torch.zeros_like(ids)), str(file), input_names=["ids", "kinds"],
        output_names=["hidden"], dynamic_axes=dynamic, opset_version=17, dynamo=False,
        do_constant_folding=False,
    )  # fmt: skip
