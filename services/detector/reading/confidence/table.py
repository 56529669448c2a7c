"""The table of the confidence: what each sign adds to the log-odds. Written by a tool.

Source: `python tools/fit_confidence.py` on dev, dev-articles, written, open: 1,177 reports of
labelled news; logistic regression with a ridge.
"""

from typing import Final

from schemas.vocabulary import EventType, Modality
from services.detector.reading.confidence.sign import Sign

BASE: Final = 1.45
TYPES: Final[dict[EventType, float]] = {
    EventType.BORDER_CROSSING: 0.05,
    EventType.MOBILIZATION: -0.14,
    EventType.DISPLACEMENT: -0.12,
    EventType.EVACUATION: -0.57,
    EventType.TERRITORIAL_CAPTURE: 0.24,
    EventType.SURRENDER: -0.29,
    EventType.WITHDRAWAL: -0.33,
    EventType.CASUALTIES: 0.84,
    EventType.DETENTION: 0.32,
    EventType.PROTEST: -0.01,
}
MODALITIES: Final[dict[Modality, float]] = {
    Modality.OCCURRED: 0.46,
    Modality.ANNOUNCED: 0.39,
    Modality.HYPOTHETICAL: -0.06,
    Modality.NEGATED: -0.25,
    Modality.HISTORICAL: -0.55,
}
SIGNS: Final[dict[Sign, float]] = {
    Sign.NO_FIGURE: -0.70,
    Sign.VAGUE_FIGURE: 0.34,
    Sign.BARE_FIGURE: 0.21,
    Sign.NEAR_FIGURE: 0.08,
    Sign.FAR_FIGURE: -0.25,
    Sign.SUMMED_FIGURE: -0.11,
    Sign.OTHER_COUNTS: -0.68,
    Sign.TREE_AGREES: -0.21,
    Sign.TREE_DIFFERS: -0.79,
    Sign.TREE_OVERRULES: -0.49,
    Sign.COMMON_TRIGGER: -0.33,
    Sign.PHRASE_TRIGGER: 0.06,
    Sign.NOUN_TRIGGER: -0.01,
    Sign.TOLL_TRIGGER: -0.58,
    Sign.STATE_TRIGGER: 0.12,
    Sign.NO_THEME: 0.01,
    Sign.PLACE_STATED: 0.90,
    Sign.PLACE_UNKNOWN: -0.18,
    Sign.HEADLINE: 0.46,
    Sign.LATE: -1.07,
    Sign.HEDGED: -0.11,
    Sign.QUOTED: -0.82,
    Sign.TOLD_TWICE: 0.02,
    Sign.TOLD_OTHERWISE: -0.74,
}
