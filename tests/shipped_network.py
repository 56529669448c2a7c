"""The network that ships, loaded once for all tests of a process."""

from functools import cache

from services.detector.encoders import BUILT_IN, encoder_named
from services.detector.reading.network.encoding import Encoder


@cache
def shipped() -> Encoder:
    return encoder_named(BUILT_IN)
