"""The network that ships, loaded once for all tests of a process."""

from functools import cache

from tocsin.services.encoders.choice import BUILT_IN, encoder_named
from tocsin.services.reading.network.encoding import Encoder


@cache
def shipped() -> Encoder:
    return encoder_named(BUILT_IN)
