"""From signs to a probability."""

from math import exp
from typing import Final

from services.detector.reading.confidence.signs import signs_of_network, signs_of_place
from services.detector.reading.confidence.table import BASE, MODALITIES, SIGNS, TYPES
from services.detector.reading.finding import Finding

_DIGITS: Final = 3


def confidence(finding: Finding) -> float:
    """Return the probability, in [0, 1], that type, figure and modality of a finding are right.

    A logistic function of the signs; the table says what each adds, and where that comes from.
    """
    odds = BASE + TYPES.get(finding.event_type, 0.0) + MODALITIES.get(finding.modality, 0.0)
    signs = finding.signs | signs_of_place(finding.where) | signs_of_network(finding.probability)
    odds += sum(SIGNS.get(sign, 0.0) for sign in sorted(signs))
    return round(1 / (1 + exp(-odds)), _DIGITS)
