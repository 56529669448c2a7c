"""The registry: every kind of rule for one country, and what it does.

A further kind is a class in `tocsin.schemas.rule` and a line here. `sequence` spans countries and
is judged from the alerts: see `sequence.py`.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tocsin.schemas.rule import (
    FirstRule,
    FrequencyRule,
    IncidentRule,
    SpikeRule,
    ThresholdRule,
    TotalRule,
)
from tocsin.services.judging.rules.finding import Find
from tocsin.services.judging.rules.spike import spike
from tocsin.services.judging.rules.threshold import first, threshold
from tocsin.services.judging.rules.window import frequency, total

KINDS: Final[Mapping[type[IncidentRule], Find]] = MappingProxyType(
    {
        ThresholdRule: threshold,
        TotalRule: total,
        FrequencyRule: frequency,
        SpikeRule: spike,
        FirstRule: first,
    }
)
