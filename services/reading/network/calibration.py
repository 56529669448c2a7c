"""How sure a report is: the network's probabilities, and other signs, as one probability."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log
from typing import Final

from tocsin.schemas.vocabulary import Bound
from tocsin.services.reading.finding import Finding

_LEAST: Final = 1e-4
_DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model over a few signs, fitted to labels that nothing else learned from."""

    weights: Mapping[str, float]

    def confidence(self, finding: Finding) -> float:
        """Return the probability, in [0, 1], that type, figure and modality of a finding hold."""
        signs = signs_of(finding)
        odds = sum(self.weights.get(name, 0.0) * value for name, value in signs.items())
        return round(1 / (1 + exp(-odds)), _DIGITS)


def signs_of(finding: Finding) -> dict[str, float]:
    """Return the signs of how sure a finding is: by name, in a fixed order."""
    where = finding.where
    return {
        "one": 1.0,
        "event": _odds(finding.probability),
        "modality": _odds(finding.modality_probability),
        "no_figure": float(finding.quantity.bound is Bound.NONE),
        "vague_figure": float(finding.quantity.bound is Bound.VAGUE),
        "place_stated": float(where.country is not None and where.stated),
        "place_unknown": float(where.country is None),
        "told_twice": float(finding.told_twice),
        str(finding.event_type): 1.0,
    }


def _odds(probability: float) -> float:
    sure = min(max(probability, _LEAST), 1 - _LEAST)
    return log(sure / (1 - sure))
