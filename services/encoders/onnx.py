"""The encoder as onnxruntime runs it: one thread, one passage at a time.

One at a time, because padding and the shapes of a batch move the last bits of a sum: the same
article must give the same bytes whatever is read beside it.
"""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import numpy as np
from onnxruntime.capi.onnxruntime_inference_collection import InferenceSession
from onnxruntime.capi.onnxruntime_pybind11_state import GraphOptimizationLevel, SessionOptions
from tokenizers import Tokenizer

from tocsin.services.reading.language import ENGLISH_ONLY
from tocsin.services.reading.network.calibration import Calibration
from tocsin.services.reading.network.classes import CLASSES, classes_named
from tocsin.services.reading.network.encoding import Encoder, Encoding, offsets_of
from tocsin.services.reading.network.heads import Heads
from tocsin.services.reading.network.prefilter import Prefilter

_MOST_PIECES: Final = 256
"""Half more than a long passage has; what tempts a tokeniser into more is not prose."""
FILES: Final = ("encoder.onnx", "heads.npz", "tokenizer.json", "signs.json")


class DamagedModelError(Exception):
    """A file of the network is not the one that was exported."""


class OnnxEncoder:
    """Passages to hidden states."""

    languages: tuple[str, ...] = ENGLISH_ONLY

    def __init__(
        self, session: InferenceSession, tokenizer: Tokenizer, heads: Heads, signs: dict[str, Any]
    ) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self.heads = heads
        self.prefilter = Prefilter(**signs["prefilter"])
        self.calibration = Calibration(signs["calibration"])

    def of(self, language: str) -> Encoder:
        """Return itself: it reads all that it is asked to."""
        del language
        return self

    def encode(self, passages: Sequence[tuple[str, str]]) -> list[Encoding]:
        """Return an encoding for each (title, passage)."""
        return [self._encoded(title, text) for title, text in passages]

    def _encoded(self, title: str, text: str) -> Encoding:
        pieces = self._tokenizer.encode(title, text) if title else self._tokenizer.encode(text)
        body = 1 if title else 0
        ids, kinds = (
            np.array([one[:_MOST_PIECES]], np.int64) for one in (pieces.ids, pieces.type_ids)
        )
        hidden: Any = self._session.run(None, {"ids": ids, "kinds": kinds})[0]
        offsets = offsets_of(
            text, pieces.offsets[:_MOST_PIECES], pieces.sequence_ids[:_MOST_PIECES], body
        )
        return Encoding(hidden[0], offsets)


def load(folder: Path) -> OnnxEncoder:
    """Load a network from its folder.

    Raises:
        OSError: a file is missing.
        DamagedModelError: a file is not what `model.json` says, or its classes are not ours.
    """
    told: dict[str, Any] = json.loads((folder / "model.json").read_text("utf-8"))
    payloads = {name: (folder / name).read_bytes() for name in FILES}
    for name, payload in payloads.items():
        if sha256(payload).hexdigest() != told["sha256"].get(name):
            message = f"{folder / name} is damaged: its SHA-256 differs from the one in model.json"
            raise DamagedModelError(message)
    tokenizer = Tokenizer.from_buffer(payloads["tokenizer.json"])
    tokenizer.no_padding()
    tokenizer.no_truncation()
    try:
        classes = classes_named(told["classes"]) if "classes" in told else CLASSES
        with np.load(folder / "heads.npz", allow_pickle=False) as weights:
            heads = Heads(dict(weights), classes)
    except ValueError as error:
        message = f"{folder}: {error}; train it again"
        raise DamagedModelError(message) from None
    signs = json.loads(payloads["signs.json"])
    return OnnxEncoder(_session(payloads["encoder.onnx"]), tokenizer, heads, signs)


def _session(payload: bytes) -> InferenceSession:
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_ALL
    options.log_severity_level = 3
    return InferenceSession(payload, options, providers=["CPUExecutionProvider"])
