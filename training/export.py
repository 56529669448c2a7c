"""Export of a trained network, as the product runs it."""

import json
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from services.detector.onnx_encoder import FILES
from training.compact import compact
from training.labels import Row
from training.network import Reader
from training.scoring import heads_of, title_of


class _Alone(nn.Module):
    """The encoder for one passage without padding."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.encoder = compact(reader.encoder)

    def forward(self, ids: Tensor, kinds: Tensor) -> Tensor:
        return self.encoder(ids, kinds, torch.ones_like(ids))


class _Calibration(CalibrationDataReader):
    """Passages by which the ranges of the activations are measured."""

    def __init__(self, tokenizer: Tokenizer, rows: list[Row]) -> None:
        self._left = iter(rows)
        self._tokenizer = tokenizer

    def get_next(self) -> dict[str, np.ndarray] | None:
        row = next(self._left, None)
        if row is None:
            return None
        title = title_of(row)
        one = (
            self._tokenizer.encode(title, row["text"])
            if title
            else self._tokenizer.encode(row["text"])
        )
        return {
            "ids": np.array([one.ids[:512]], np.int64),
            "kinds": np.array([one.type_ids[:512]], np.int64),
        }


def export(
    reader: Reader, weights: Path, folder: Path, base: Path, calibrate_on: list[Row]
) -> None:
    """Write the weights, and encoder.onnx, heads.npz, tokenizer.json and model.json.

    Args:
        reader: trained.
        weights: file for the weights, to go on training from.
        folder: of the exported network.
        base: folder of the base encoder, whose tokenizer is taken.
        calibrate_on: rows by which int8 ranges are measured; none exports floats.
    """
    save_file(reader.state_dict(), weights)
    reader.eval()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "encoder.onnx"
        _onnx(reader, plain)
        if calibrate_on:
            _quantized(plain, folder / "encoder.onnx", base, calibrate_on)
        else:
            shutil.copy(plain, folder / "encoder.onnx")
    np.savez(folder / "heads.npz", **heads_of(reader).weights)
    shutil.copy(base / "tokenizer.json", folder / "tokenizer.json")
    hashes = {name: sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    (folder / "model.json").write_text(json.dumps({"sha256": hashes}, indent=1) + "\n")


def _quantized(plain: Path, out: Path, base: Path, rows: list[Row]) -> None:
    ready = plain.with_name("ready.onnx")
    quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    quantize_static(
        str(ready), str(out), _Calibration(tokenizer, rows), quant_format=QuantFormat.QDQ,
        activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8, per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )  # fmt: skip


def _onnx(reader: Reader, file: Path) -> None:
    ids = torch.tensor([[101, 2028, 102]])
    dynamic = {"ids": {1: "pieces"}, "kinds": {1: "pieces"}, "hidden": {1: "pieces"}}
    torch.onnx.export(
        _Alone(reader), (ids, torch.zeros_like(ids)), str(file), input_names=["ids", "kinds"],
        output_names=["hidden"], dynamic_axes=dynamic, opset_version=17, dynamo=False,
        do_constant_folding=False,
    )  # fmt: skip
