"""The networks that the settings name: those that come with Tocsin, or your own."""

from pathlib import Path
from typing import Final

from tocsin.services.encoders.by_language import EncodersByLanguage
from tocsin.services.problem import Problem
from tocsin.services.reading.languages.choice import KNOWN
from tocsin.services.reading.languages.english import ENGLISH
from tocsin.services.reading.network.encoding import Encoder
from tocsin.services.settings.networks import BUILT_IN, Networks

__all__ = ["BUILT_IN", "Networks", "check", "encoder_named", "folder_of", "folders_of"]

_READING: Final = Path(__file__).parents[1] / "reading"
_OWN: Final = _READING / "model"
_OWN_OF_LANGUAGES: Final = _READING / "model_languages"


def check(name: str | Networks) -> None:
    """Look whether the networks are there, without loading them.

    Raises:
        Problem: one is not, or a language is unknown.
    """
    folders_of(name)


def folders_of(name: str | Networks) -> tuple[Path, ...]:
    """Return the folders of the networks that are needed: for English, for other languages.

    Raises:
        Problem: there is none, or a language is unknown.
    """
    networks = _networks(name)
    unknown = [code for code in networks.languages if code not in KNOWN]
    if unknown:
        message = f"TOCSIN_LANGUAGES: {', '.join(unknown)}: Tocsin reads {' '.join(KNOWN)}"
        raise Problem(message)
    english = folder_of(networks.reader)
    return (english, _folder_of_languages(networks)) if _others(networks) else (english,)


def folder_of(name: str) -> Path:
    """Return the folder of a network for English.

    Raises:
        Problem: it does not exist.
    """
    return _folder("TOCSIN_READER", name, _OWN)


def encoder_named(name: str | Networks) -> Encoder:
    """Return the network, or the networks by language.

    Raises:
        Problem: there is no such network, or its files are damaged, or a language is unknown.
    """
    check(name)
    networks = _networks(name)
    english = _loaded("TOCSIN_READER", networks.reader, folder_of(networks.reader))
    if not _others(networks):
        return english
    others = _loaded(
        "TOCSIN_LANGUAGES_READER", networks.languages_reader, _folder_of_languages(networks)
    )
    return EncodersByLanguage(english, others, networks.languages)


def _networks(name: str | Networks) -> Networks:
    return name if isinstance(name, Networks) else Networks(name)


def _others(networks: Networks) -> bool:
    """Whether a language beside English is read: only then is its network loaded."""
    return any(code != ENGLISH.code for code in networks.languages)


def _folder_of_languages(networks: Networks) -> Path:
    return _folder("TOCSIN_LANGUAGES_READER", networks.languages_reader, _OWN_OF_LANGUAGES)


def _folder(setting: str, name: str, own: Path) -> Path:
    folder = own if name == BUILT_IN else Path(name)
    if not (folder / "model.json").is_file():
        message = (
            f"{setting}={name}: it has no model.json. Use a folder written by `make "
            f"train`, or `{BUILT_IN}`"
        )
        raise Problem(message)
    return folder


def _loaded(setting: str, name: str, folder: Path) -> Encoder:
    # onnxruntime takes half a second to import, which `--help` does not need
    from tocsin.services.encoders.onnx import DamagedModelError, load  # noqa: PLC0415

    try:
        return load(folder)
    except (DamagedModelError, OSError) as error:
        message = f"{setting}={name}: {error}"
        raise Problem(message) from None
