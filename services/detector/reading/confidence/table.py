"""The table of the confidence: what each sign adds to the log-odds. Written by a tool.

Source: `python tools/fit_confidence.py` on dev, dev-articles, written, open: 1,181 reports of
labelled news; logistic regression with a ridge.
"""

from typing import Final

from schemas.vocabulary import EventType, Modality
from services.detector.reading.confidence.sign import Sign

BASE: Final = 1.72
TYPES: Final[dict[EventType, float]] = {
    EventType.BORDER_CROSSING: 0.06,
    EventType.MOBILIZATION: -0.04,
    EventType.DISPLACEMENT: -0.25,
    EventType.EVACUATION: -0.62,
    EventType.TERRITORIAL_CAPTURE: 0.36,
    EventType.SURRENDER: -0.30,
    EventType.WITHDRAWAL: -0.09,
    EventType.CASUALTIES: 0.80,
    EventType.DETENTION: 0.17,
    EventType.PROTEST: -0.10,
}
MODALITIES: Final[dict[Modality, float]] = {
    Modality.OCCURRED: 0.44,
    Modality.ANNOUNCED: 0.63,
    Modality.HYPOTHETICAL: -0.07,
    Modality.NEGATED: -0.28,
    Modality.HISTORICAL: -0.72,
}
SIGNS: Final[dict[Sign, float]] = {
    Sign.NO_FIGURE: -0.73,
    Sign.VAGUE_FIGURE: 0.28,
    Sign.BARE_FIGURE: 0.11,
    Sign.NEAR_FIGURE: 0.13,
    Sign.FAR_FIGURE: -0.21,
    Sign.SUMMED_FIGURE: -0.36,
    Sign.OTHER_COUNTS: -0.64,
    Sign.COMMON_TRIGGER: -0.33,
    Sign.PHRASE_TRIGGER: 0.04,
    Sign.NOUN_TRIGGER: -0.09,
    Sign.TOLL_TRIGGER: -0.20,
    Sign.STATE_TRIGGER: 0.06,
    Sign.HINTED: -1.50,
    Sign.NO_THEME: 0.24,
    Sign.PLACE_STATED: 0.75,
    Sign.PLACE_UNKNOWN: -0.30,
    Sign.HEADLINE: 0.39,
    Sign.LATE: -1.15,
    Sign.HEDGED: -0.20,
    Sign.QUOTED: -0.88,
    Sign.TOLD_TWICE: 0.23,
    Sign.TOLD_OTHERWISE: -0.37,
}
