"""The table of the confidence: what each sign adds to the log-odds. Written by a tool.

Source: `python tools/fit_confidence.py` on dev, dev-articles, written, open: 1,047 reports of
labelled news; logistic regression with a ridge.
"""

from typing import Final

from schemas.vocabulary import EventType, Modality
from services.detector.reading.confidence.sign import Sign

BASE: Final = 1.64
TYPES: Final[dict[EventType, float]] = {
    EventType.BORDER_CROSSING: -0.08,
    EventType.MOBILIZATION: -0.12,
    EventType.DISPLACEMENT: -0.20,
    EventType.EVACUATION: -0.28,
    EventType.TERRITORIAL_CAPTURE: 0.37,
    EventType.SURRENDER: -0.40,
    EventType.WITHDRAWAL: -0.54,
    EventType.CASUALTIES: 0.79,
    EventType.DETENTION: 0.33,
    EventType.PROTEST: 0.13,
}
MODALITIES: Final[dict[Modality, float]] = {
    Modality.OCCURRED: 0.37,
    Modality.ANNOUNCED: 0.63,
    Modality.HYPOTHETICAL: -0.19,
    Modality.NEGATED: -0.52,
    Modality.HISTORICAL: -0.29,
}
SIGNS: Final[dict[Sign, float]] = {
    Sign.NO_FIGURE: -0.79,
    Sign.VAGUE_FIGURE: 0.32,
    Sign.BARE_FIGURE: 0.32,
    Sign.NEAR_FIGURE: -0.03,
    Sign.FAR_FIGURE: -0.17,
    Sign.SUMMED_FIGURE: -0.14,
    Sign.OTHER_COUNTS: -0.58,
    Sign.TREE_AGREES: -0.15,
    Sign.TREE_DIFFERS: -0.41,
    Sign.TREE_OVERRULES: -0.07,
    Sign.COMMON_TRIGGER: -0.43,
    Sign.PHRASE_TRIGGER: -0.18,
    Sign.NOUN_TRIGGER: -0.22,
    Sign.TOLL_TRIGGER: -0.31,
    Sign.STATE_TRIGGER: -0.08,
    Sign.HINTED: -1.5,
    Sign.NO_THEME: 0.05,
    Sign.PLACE_STATED: 0.80,
    Sign.PLACE_UNKNOWN: -0.24,
    Sign.HEADLINE: 0.16,
    Sign.LATE: -0.93,
    Sign.HEDGED: -0.12,
    Sign.QUOTED: -1.11,
    Sign.TOLD_TWICE: 0.23,
    Sign.TOLD_OTHERWISE: -0.53,
}
