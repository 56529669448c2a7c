"""The table of the confidence: what each sign adds to the log-odds. Written by a tool.

Source: `python tools/fit_confidence.py` on dev, dev-articles, written, open: 1,166 reports of
labelled news; logistic regression with a ridge.
"""

from typing import Final

from schemas.vocabulary import EventType, Modality
from services.detector.reading.confidence.sign import Sign

BASE: Final = 1.32
TYPES: Final[dict[EventType, float]] = {
    EventType.BORDER_CROSSING: 0.07,
    EventType.MOBILIZATION: -0.12,
    EventType.DISPLACEMENT: -0.07,
    EventType.EVACUATION: -0.61,
    EventType.TERRITORIAL_CAPTURE: 0.32,
    EventType.SURRENDER: -0.15,
    EventType.WITHDRAWAL: -0.57,
    EventType.CASUALTIES: 0.88,
    EventType.DETENTION: 0.34,
    EventType.PROTEST: -0.09,
}
MODALITIES: Final[dict[Modality, float]] = {
    Modality.OCCURRED: 0.41,
    Modality.ANNOUNCED: 0.50,
    Modality.HYPOTHETICAL: 0.04,
    Modality.NEGATED: -0.23,
    Modality.HISTORICAL: -0.72,
}
SIGNS: Final[dict[Sign, float]] = {
    Sign.NO_FIGURE: -0.64,
    Sign.VAGUE_FIGURE: 0.42,
    Sign.BARE_FIGURE: 0.17,
    Sign.NEAR_FIGURE: 0.15,
    Sign.FAR_FIGURE: -0.13,
    Sign.SUMMED_FIGURE: -0.08,
    Sign.OTHER_COUNTS: -0.51,
    Sign.TREE_AGREES: -0.48,
    Sign.TREE_DIFFERS: -0.88,
    Sign.TREE_OVERRULES: -0.40,
    Sign.COMMON_TRIGGER: -0.57,
    Sign.PHRASE_TRIGGER: 0.03,
    Sign.NOUN_TRIGGER: -0.00,
    Sign.TOLL_TRIGGER: -0.53,
    Sign.STATE_TRIGGER: 0.12,
    Sign.HINTED: -1.5,
    Sign.NO_THEME: 0.05,
    Sign.PLACE_STATED: 0.91,
    Sign.PLACE_UNKNOWN: -0.23,
    Sign.HEADLINE: 0.50,
    Sign.LATE: -0.86,
    Sign.HEDGED: -0.10,
    Sign.QUOTED: -0.80,
    Sign.TOLD_TWICE: 0.04,
    Sign.TOLD_OTHERWISE: -0.72,
}
