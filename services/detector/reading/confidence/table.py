"""The table of the confidence: what each sign adds to the log-odds. Written by a tool.

Source: `python tools/fit_confidence.py` on 200 passages kept aside and `written`, read with and
without the network: 679 reports; logistic regression with a ridge.
"""

from typing import Final

from schemas.vocabulary import EventType, Modality
from services.detector.reading.confidence.sign import Sign

BASE: Final = 0.56
TYPES: Final[dict[EventType, float]] = {
    EventType.BORDER_CROSSING: 0.31,
    EventType.MOBILIZATION: -0.14,
    EventType.DISPLACEMENT: -0.46,
    EventType.EVACUATION: -0.48,
    EventType.TERRITORIAL_CAPTURE: -0.14,
    EventType.SURRENDER: -0.16,
    EventType.WITHDRAWAL: -0.02,
    EventType.CASUALTIES: 0.22,
    EventType.DETENTION: 0.29,
    EventType.PROTEST: 0.57,
}
MODALITIES: Final[dict[Modality, float]] = {
    Modality.OCCURRED: 0.23,
    Modality.ANNOUNCED: -0.26,
    Modality.HYPOTHETICAL: -0.28,
    Modality.NEGATED: 0.54,
    Modality.HISTORICAL: -0.23,
}
SIGNS: Final[dict[Sign, float]] = {
    Sign.NO_FIGURE: -1.09,
    Sign.VAGUE_FIGURE: -0.46,
    Sign.BARE_FIGURE: -0.42,
    Sign.NEAR_FIGURE: -0.09,
    Sign.FAR_FIGURE: -0.12,
    Sign.SUMMED_FIGURE: -0.39,
    Sign.OTHER_COUNTS: 0.01,
    Sign.NETWORK_AGREES: 0.74,
    Sign.BY_NETWORK: -0.93,
    Sign.NETWORK_SURE: 0.36,
    Sign.NETWORK_UNSURE: -0.28,
    Sign.NO_NETWORK: 0.45,
    Sign.COMMON_TRIGGER: 0.05,
    Sign.PHRASE_TRIGGER: 0.23,
    Sign.NOUN_TRIGGER: 0.10,
    Sign.STATE_TRIGGER: -0.66,
    Sign.HINTED: -1.50,
    Sign.NO_THEME: 0.09,
    Sign.PLACE_STATED: 0.50,
    Sign.PLACE_UNKNOWN: 0.25,
    Sign.HEDGED: -0.09,
    Sign.QUOTED: -0.83,
    Sign.TOLD_TWICE: 0.23,
    Sign.TOLD_OTHERWISE: -0.37,
}
