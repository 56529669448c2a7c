"""The network for English beside the one for other languages."""

from collections.abc import Sequence

from tocsin.services.reading.languages.english import ENGLISH
from tocsin.services.reading.network.encoding import Encoder, Encoding


class EncodersByLanguage:
    """Two networks as one: English is read by its own, the other languages by theirs."""

    def __init__(self, english: Encoder, others: Encoder, languages: tuple[str, ...]) -> None:
        self._english = english
        self._others = others
        self.languages = languages
        self.heads = english.heads
        self.prefilter = english.prefilter
        self.calibration = english.calibration

    def of(self, language: str) -> Encoder:
        """Return the network that reads one of the languages."""
        return self._english if language == ENGLISH.code else self._others

    def encode(self, passages: Sequence[tuple[str, str]]) -> Sequence[Encoding]:
        """Return an encoding for each (title, passage) in English."""
        return self._english.encode(passages)
