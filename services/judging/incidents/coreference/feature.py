"""What can speak for or against two reports telling of one event, and what it is called."""

from collections.abc import Mapping
from enum import StrEnum, auto
from types import MappingProxyType
from typing import Final


class Feature(StrEnum):
    """What speaks for or against one event."""

    BIAS = auto()
    SAME_TEXT = auto()
    SAME_ARTICLE = auto()
    SAME_SENTENCE = auto()
    NAMES = auto()
    NO_NAMES = auto()
    WORDS = auto()
    SAME_PLACE = auto()
    NEAR_PLACE = auto()
    FAR_PLACE = auto()
    SAME_TIME = auto()
    OTHER_TIME = auto()
    NOT_YET = auto()
    GAP = auto()
    GAP_RECURRING = auto()
    GAP_LASTING = auto()
    GAP_NAMELESS = auto()
    SAME_CAUSE = auto()
    SAME_WIDE_CAUSE = auto()
    GAP_WIDE = auto()
    SAME_COMMON_CAUSE = auto()
    RELATED_CAUSE = auto()
    OTHER_CAUSE = auto()
    SAME_LARGE_FIGURE = auto()
    SAME_FIGURE = auto()
    SAME_SMALL_FIGURE = auto()
    LARGER_LATER = auto()
    SMALLER_LATER = auto()
    CONTINUED = auto()
    CONTINUED_LINKED = auto()
    ACTOR = auto()
    STRUCK_AGAIN = auto()
    OUTLET = auto()
    LATE_IN_TEXT = auto()
    NAMES_LATE_IN_TEXT = auto()
    SENTENCE_NAMES = auto()
    SAME_SPOT = auto()
    OTHER_SPOT = auto()
    ANOTHER = auto()
    OTHER_MAGNITUDE = auto()
    OTHER_IN_ARTICLE = auto()
    FAR_FIGURE = auto()
    OTHER_ORIGIN = auto()
    OTHER_MEASURE = auto()
    LASTING = auto()
    NO_COUNTRY = auto()
    ONE_AND_MANY = auto()


WORDS: Final[Mapping[Feature, str]] = MappingProxyType(
    {
        Feature.BIAS: "before anything is known",
        Feature.SAME_TEXT: "one text",
        Feature.SAME_ARTICLE: "one article",
        Feature.SAME_SENTENCE: "one sentence",
        Feature.NAMES: "names that both texts share",
        Feature.NO_NAMES: "both texts name many, and nothing in common",
        Feature.WORDS: "words that both share",
        Feature.SAME_PLACE: "the same place",
        Feature.NEAR_PLACE: "places near each other",
        Feature.FAR_PLACE: "places far from each other",
        Feature.SAME_TIME: "the same day of the event",
        Feature.OTHER_TIME: "different days of the event",
        Feature.NOT_YET: "one was published before the other happened",
        Feature.GAP: "time between the publications",
        Feature.GAP_RECURRING: "time between the publications, of what happens often",
        Feature.GAP_NAMELESS: "time between reports of what happens often, and no name in common",
        Feature.GAP_LASTING: "time between the publications, of what goes on",
        Feature.SAME_CAUSE: "the same rare cause",
        Feature.SAME_WIDE_CAUSE: "the same disaster of a whole region",
        Feature.GAP_WIDE: "time between the publications, of a disaster of a whole region",
        Feature.SAME_COMMON_CAUSE: "the same frequent cause",
        Feature.RELATED_CAUSE: "causes that go together",
        Feature.OTHER_CAUSE: "different causes",
        Feature.SAME_LARGE_FIGURE: "the same large figure",
        Feature.SAME_FIGURE: "the same figure",
        Feature.SAME_SMALL_FIGURE: "the same small figure",
        Feature.LARGER_LATER: "the later figure is larger",
        Feature.SMALLER_LATER: "the later figure is smaller",
        Feature.CONTINUED: "words that continue a count",
        Feature.CONTINUED_LINKED: "words that continue a count of the same cause, place or names",
        Feature.ACTOR: "the same people or group",
        Feature.STRUCK_AGAIN: "another figure on another day, of what happens often",
        Feature.OUTLET: "the same outlet",
        Feature.LATE_IN_TEXT: "told late in a long text",
        Feature.NAMES_LATE_IN_TEXT: "names that both texts share, but told late in a long text",
        Feature.SENTENCE_NAMES: "names in one sentence that the other text has",
        Feature.SAME_SPOT: "one spot that both sentences name",
        Feature.OTHER_SPOT: "each sentence names a spot, and they are others",
        Feature.ANOTHER: 'one of them says "another" or "a second"',
        Feature.OTHER_MAGNITUDE: "quakes of another magnitude",
        Feature.OTHER_IN_ARTICLE: "another figure in one article",
        Feature.FAR_FIGURE: "a figure many times the other",
        Feature.OTHER_ORIGIN: "another country that they came from",
        Feature.OTHER_MEASURE: "another measure",
        Feature.LASTING: "something that goes on for days",
        Feature.NO_COUNTRY: "neither names a country, so they need not be of one",
        Feature.ONE_AND_MANY: "one tells of a person by name, the other of several",
    }
)
"""What each feature is called in an explanation."""
