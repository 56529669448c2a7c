"""The network that `TOCSIN_READER` names: the one that comes with Tocsin, or your own."""

from pathlib import Path
from typing import Final

from tocsin.services.problem import Problem
from tocsin.services.reading.network.encoding import Encoder

BUILT_IN: Final = "default"
_OWN: Final = Path(__file__).parents[1] / "reading" / "model"


def check(name: str) -> None:
    """Look whether a network is there, without loading it.

    Raises:
        Problem: it is not.
    """
    folder_of(name)


def folder_of(name: str) -> Path:
    """Return the folder of a network.

    Raises:
        Problem: it does not exist.
    """
    folder = _OWN if name == BUILT_IN else Path(name)
    if not (folder / "model.json").is_file():
        message = (
            f"TOCSIN_READER={name}: it has no model.json. Use a folder written by `make "
            f"train`, or `{BUILT_IN}`"
        )
        raise Problem(message)
    return folder


def encoder_named(name: str) -> Encoder:
    """Return the network.

    Raises:
        Problem: there is no such network, or its files are damaged.
    """
    # onnxruntime takes half a second to import, which `--help` does not need
    from tocsin.services.encoders.onnx import DamagedModelError, load  # noqa: PLC0415

    folder = folder_of(name)
    try:
        return load(folder)
    except (DamagedModelError, OSError) as error:
        message = f"TOCSIN_READER={name}: {error}"
        raise Problem(message) from None
