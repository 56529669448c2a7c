"""The network that `TOCSIN_READER` names: the one that comes with Tocsin, your own, or none."""

from pathlib import Path
from typing import Final

from services.detector.reading.network.encoding import Encoder
from services.problem import Problem

NO_ENCODER: Final = "none"
BUILT_IN: Final = "default"
_OWN: Final = Path(__file__).parent / "reading" / "model"


def check(name: str) -> None:
    """Look whether a network is there, without loading it.

    Raises:
        Problem: it is not.
    """
    if name != NO_ENCODER and not (_folder(name) / "model.json").is_file():
        message = (
            f"TOCSIN_READER={name}: no model.json there. Wanted: a folder that `make train` wrote, "
            f"`{BUILT_IN}` or `{NO_ENCODER}`"
        )
        raise Problem(message)


def encoder_named(name: str) -> Encoder | None:
    """Return the network; None for `none`, which reads by rules alone.

    Raises:
        Problem: there is no such network, or its files are damaged.
    """
    if name == NO_ENCODER:
        return None
    # onnxruntime takes half a second to import, which `--help` does not need
    from services.detector.onnx_encoder import DamagedModelError, load  # noqa: PLC0415

    check(name)
    try:
        return load(_folder(name))
    except (DamagedModelError, OSError) as error:
        message = f"TOCSIN_READER={name}: {error}"
        raise Problem(message) from None


def _folder(name: str) -> Path:
    return _OWN if name == BUILT_IN else Path(name)
